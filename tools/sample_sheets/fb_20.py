"""Data sheet of the FB-20, a meter that sits between a socket and an appliance."""

from datetime import date

from sample_sheets.sheet import RATINGS, SIGNALS, VALUES, Section, Sheet, Table

FB_20 = Sheet(
    file_name="fb-20-energy-meter.pdf",
    model="FB-20",
    product="Plug-in Energy Meter",
    revision="C",
    issued=date(2025, 3, 10),
    summary="The FB-20 sits between a wall socket and an appliance, and shows what the appliance draws"
    " and what it costs. It needs no app, no account and no wireless connection.",
    sections=(
        Section(
            "Electrical ratings",
            (
                (
                    "The FB-20 is rated for a continuous load of 16 A, which is 3680 W at 230 V. Never"
                    " connect two heaters to one FB-20, even if each of them alone is within the rating."
                ),
                (
                    "The rating holds for resistive loads such as kettles and heaters. For motors, stay"
                    " below 1500 W: a motor draws several times its rated current when it starts."
                ),
            ),
            (
                Table(
                    "Table 1. Electrical ratings",
                    RATINGS,
                    (
                        ("Supply voltage", "207", "230", "253", "V"),
                        ("Supply frequency", "49", "50", "51", "Hz"),
                        ("Continuous load current", "-", "-", "16", "A"),
                        ("Continuous load power", "-", "-", "3680", "W"),
                        ("Motor load power", "-", "-", "1500", "W"),
                        ("Own consumption", "0.4", "0.5", "0.7", "W"),
                        ("Insulation test voltage", "2500", "-", "-", "V"),
                    ),
                ),
            ),
        ),
        Section(
            "Measurement",
            (
                (
                    "The FB-20 measures true power, so a low power factor does not falsify the reading."
                    " Loads below 0.2 W are shown as zero."
                ),
                ("The display is refreshed once a second; the energy total is updated every ten seconds."),
            ),
            (
                Table(
                    "Table 2. Measuring ranges and accuracy",
                    RATINGS,
                    (
                        ("Power reading", "0.2", "-", "3680", "W"),
                        ("Power accuracy above 5 W", "-", "0.5", "1.0", "%"),
                        ("Power accuracy below 5 W", "-", "2.0", "5.0", "%"),
                        ("Voltage accuracy", "-", "0.3", "0.5", "%"),
                        ("Current accuracy", "-", "0.5", "1.0", "%"),
                        ("Energy total", "0", "-", "9999.9", "kWh"),
                        ("Power factor reading", "0.00", "-", "1.00", "-"),
                    ),
                ),
            ),
        ),
        Section(
            "Display and memory",
            (
                (
                    "The FB-20 keeps its energy total for up to 90 days without mains power. The backup"
                    " cell is soldered in and cannot be changed by the user."
                ),
                "Press VIEW to step through power, energy, voltage, current and power factor.",
            ),
            (
                Table(
                    "Table 3. Display and memory",
                    VALUES,
                    (
                        ("Display type", "LCD, 42 mm x 28 mm, with backlight"),
                        ("Backlight time", "30 seconds after the last key"),
                        ("Views", "Power, energy, voltage, current, power factor, cost"),
                        ("Memory", "Energy total and highest power, 90 days"),
                        ("Keys", "VIEW, COST, SET, up, down"),
                    ),
                ),
                Table(
                    "Table 4. Messages on the display",
                    SIGNALS,
                    (
                        ("OL", "Load above 16 A", "Unplug the appliance and use a smaller load"),
                        ("LO", "Supply below 207 V", "Try a socket without an extension lead"),
                        ("Ebb", "Backup cell is empty", "Readings are lost when unplugged"),
                    ),
                ),
            ),
        ),
        Section(
            "Where it may be used",
            (
                (
                    "Use the FB-20 indoors only: its enclosure is rated IP20 and is not protected"
                    " against water. Do not plug one FB-20 into another, and do not cover it while it"
                    " carries a load."
                ),
            ),
            (
                Table(
                    "Table 5. Surroundings",
                    RATINGS,
                    (
                        ("Operating temperature", "5", "-", "40", "°C"),
                        ("Storage temperature", "-20", "-", "60", "°C"),
                        ("Relative humidity", "-", "-", "85", "%"),
                        ("Altitude of use", "0", "-", "2000", "m"),
                    ),
                ),
            ),
        ),
        Section(
            "Dimensions and ordering",
            (),
            (
                Table(
                    "Table 6. Mechanical and ordering details",
                    VALUES,
                    (
                        ("Dimensions", "118 mm x 61 mm x 78 mm"),
                        ("Weight", "142 g"),
                        ("Colour", "White, grey keys"),
                        ("Plug and socket", "Type F"),
                        ("Sold since", "March 2023"),
                    ),
                ),
            ),
        ),
    ),
)
