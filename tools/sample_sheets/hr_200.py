"""Data sheet of the HR-200, a home router."""

from datetime import date

from sample_sheets.sheet import RATINGS, SIGNALS, VALUES, Section, Sheet, Table

HR_200 = Sheet(
    file_name="hr-200-router.pdf",
    model="HR-200",
    product="Wi-Fi Router",
    revision="D",
    issued=date(2026, 2, 4),
    summary="The HR-200 is a dual-band home router with four network sockets. This sheet describes units"
    " with firmware v2.1; the version is shown under System > About.",
    sections=(
        Section(
            "Wireless",
            (
                (
                    "The HR-200 transmits on 2.4 GHz and 5 GHz at the same time. As delivered, both"
                    " bands share one network name."
                ),
                (
                    "For the best reach, stand the HR-200 upright in the open, about a metre above the"
                    " floor, and keep it out of cupboards and away from fish tanks."
                ),
            ),
            (
                Table(
                    "Table 1. Wireless ratings",
                    RATINGS,
                    (
                        ("Frequency, lower band", "2.400", "-", "2.4835", "GHz"),
                        ("Frequency, upper band", "5.150", "-", "5.725", "GHz"),
                        ("Transmitted power, lower band", "-", "17", "20", "dBm"),
                        ("Transmitted power, upper band", "-", "20", "23", "dBm"),
                        ("Data rate, lower band", "-", "180", "574", "Mbit/s"),
                        ("Data rate, upper band", "-", "720", "1201", "Mbit/s"),
                        ("Reach indoors", "8", "14", "-", "m"),
                    ),
                ),
            ),
        ),
        Section(
            "Capacity",
            (
                (
                    "The HR-200 serves up to 64 devices at the same time, on Wi-Fi and by cable"
                    " together. When the limit is reached, a further device is refused until another one"
                    " leaves."
                ),
                (
                    "A guest network can be switched on for 1 to 24 hours; guests reach the internet but"
                    " not your own devices."
                ),
            ),
            (
                Table(
                    "Table 2. Capacity",
                    RATINGS,
                    (
                        ("Connected devices", "-", "-", "64", "-"),
                        ("Port rules", "-", "-", "32", "-"),
                        ("Guest network time", "1", "4", "24", "h"),
                        ("Throughput, cable to cable", "900", "940", "-", "Mbit/s"),
                        ("Start-up time", "55", "70", "90", "s"),
                    ),
                ),
            ),
        ),
        Section(
            "Sockets and security",
            (
                (
                    "The HR-200 looks for new firmware every night between 02:00 and 04:00 and restarts"
                    " if it finds one. You can choose another time under System > Updates."
                ),
                ("If an old printer cannot join, set the security of the lower band to WPA2 and WPA3 mixed."),
            ),
            (
                Table(
                    "Table 3. Sockets and security",
                    VALUES,
                    (
                        ("Network sockets", "4 x 1 Gbit/s, RJ45"),
                        ("Internet socket", "1 x 1 Gbit/s, RJ45"),
                        ("USB", "None"),
                        ("Wi-Fi security", "WPA2, WPA3, or both mixed"),
                        ("Internet protocols", "IPv4, IPv6, PPPoE"),
                        ("Child protection", "Time limits by device"),
                    ),
                ),
            ),
        ),
        Section(
            "Lamps",
            ("The HR-200 has one status lamp on the front and a small lamp beside each socket.",),
            (
                Table(
                    "Table 4. Status lamp",
                    SIGNALS,
                    (
                        ("White, steady", "Connected to the internet", "Nothing"),
                        ("White, blinking", "Starting", "Wait for 90 seconds"),
                        ("Amber, blinking", "Installing firmware", "Do not switch off"),
                        ("Red, steady", "No internet connection", "Check the cable to the modem"),
                        ("Red, blinking", "Too hot", "Give it more air"),
                    ),
                ),
            ),
        ),
        Section(
            "Power and surroundings",
            (
                (
                    "Use only the 12 V adapter that comes with the HR-200; a weaker adapter causes"
                    " restarts under load."
                ),
                (
                    "Leave 10 cm of free space above the HR-200, since it has no fan and is cooled by"
                    " rising air."
                ),
            ),
            (
                Table(
                    "Table 5. Power and surroundings",
                    RATINGS,
                    (
                        ("Supply voltage", "11.4", "12.0", "12.6", "V"),
                        ("Supply current", "-", "0.7", "1.5", "A"),
                        ("Power consumption", "5.5", "8.4", "18", "W"),
                        ("Operating temperature", "0", "-", "40", "°C"),
                        ("Relative humidity", "10", "-", "90", "%"),
                    ),
                ),
            ),
        ),
        Section(
            "Dimensions and contents",
            (),
            (
                Table(
                    "Table 6. Mechanical details",
                    VALUES,
                    (
                        ("Dimensions", "208 mm x 146 mm x 42 mm"),
                        ("Weight", "385 g"),
                        ("Wall mounting", "Two screws, 120 mm apart"),
                        ("In the box", "Router, 12 V adapter, network cable of 1.5 m, two screws"),
                    ),
                ),
            ),
        ),
    ),
)
