"""Data sheet of the CV-8, a cordless vacuum cleaner."""

from datetime import date

from sample_sheets.sheet import RATINGS, SIGNALS, VALUES, Section, Sheet, Table

CV_8 = Sheet(
    file_name="cv-8-cordless-vacuum.pdf",
    model="CV-8",
    product="Cordless Vacuum",
    revision="F",
    issued=date(2026, 5, 18),
    summary="The CV-8 is a cordless stick vacuum with a removable battery, three power levels and a wall"
    " dock. The wand comes off, so that it can also be used as a hand vacuum.",
    sections=(
        Section(
            "Performance",
            (
                (
                    "The CV-8 has three levels: Eco for hard floors, Normal for carpets and Boost for"
                    " short work on stubborn dirt. It returns to Normal by itself after eight minutes of"
                    " Boost."
                ),
            ),
            (
                Table(
                    "Table 1. Performance",
                    RATINGS,
                    (
                        ("Motor power", "110", "240", "400", "W"),
                        ("Airflow", "0.6", "0.9", "1.2", "m³/min"),
                        ("Suction, Eco", "5.0", "6.0", "-", "kPa"),
                        ("Suction, Boost", "19", "21", "-", "kPa"),
                        ("Speed of the brush roll", "1200", "1800", "2600", "1/min"),
                        ("Usable bin volume", "-", "0.6", "-", "l"),
                    ),
                ),
            ),
        ),
        Section(
            "Running and charging",
            (
                (
                    "The CV-8 charges from empty in 3.5 hours, on the wall dock or with the adapter"
                    " plugged straight into the battery. It may stay on the dock all the time: charging"
                    " ends by itself."
                ),
                (
                    "Charge the CV-8 at room temperature. Store the battery half full if you do not need"
                    " it for more than three months."
                ),
            ),
            (
                Table(
                    "Table 2. Running and charging",
                    RATINGS,
                    (
                        ("Running time, Eco", "40", "45", "50", "min"),
                        ("Running time, Normal", "20", "24", "28", "min"),
                        ("Running time, Boost", "7", "8", "9", "min"),
                        ("Charging time, empty to full", "3.3", "3.5", "4.0", "h"),
                        ("Charging temperature", "5", "20", "35", "°C"),
                        ("Charging cycles to 80 % capacity", "400", "500", "-", "-"),
                    ),
                ),
                Table(
                    "Table 3. Battery and adapter",
                    VALUES,
                    (
                        ("Battery, part number", "B8-25"),
                        ("Battery type", "Lithium-ion, 7 cells, 25.2 V, 2500 mAh"),
                        ("Adapter input", "100 V to 240 V, 50 Hz to 60 Hz"),
                        ("Adapter output", "30 V, 0.8 A"),
                    ),
                ),
            ),
        ),
        Section(
            "Noise",
            (
                (
                    "On Boost the CV-8 reaches 79 dB(A), measured at a distance of one metre on carpet."
                    " On Eco it is about as loud as a conversation."
                ),
            ),
            (
                Table(
                    "Table 4. Sound pressure at one metre",
                    RATINGS,
                    (
                        ("Eco", "-", "64", "66", "dB(A)"),
                        ("Normal", "-", "71", "73", "dB(A)"),
                        ("Boost", "-", "77", "79", "dB(A)"),
                    ),
                ),
            ),
        ),
        Section(
            "Battery lamps",
            (
                (
                    "Three lamps on the grip of the CV-8 show the charge; the text display beside them"
                    " shows the level."
                ),
            ),
            (
                Table(
                    "Table 5. Battery lamps",
                    SIGNALS,
                    (
                        ("Three white", "More than 70 % charged", "Nothing"),
                        ("Two white", "30 % to 70 % charged", "Nothing"),
                        ("One white", "Less than 30 % charged", "Charge soon"),
                        ("One red", "Empty", "Put it on the dock"),
                        ("Three red", "Battery not seated", "Push it in until it clicks"),
                    ),
                ),
            ),
        ),
        Section(
            "What it is for",
            (
                (
                    "The CV-8 is made for dry household dirt. Do not pick up water, hot ash, plaster"
                    " dust or toner with it, because they ruin the motor."
                ),
                (
                    "Hair on the brush roll is best cut with scissors along the groove and then pulled"
                    " off by hand."
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
                        ("Length with wand", "1120 mm"),
                        ("Weight with wand", "2.6 kg"),
                        ("Weight as a hand vacuum", "1.5 kg"),
                        ("Dock, distance of the screws", "64 mm"),
                        ("In the box", "Vacuum, wand, floor head, crevice tool, dock, adapter"),
                    ),
                ),
            ),
        ),
    ),
)
