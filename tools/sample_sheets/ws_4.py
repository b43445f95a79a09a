"""Data sheet of the WS-4, a weather station with an outdoor sensor and a rain gauge."""

from datetime import date

from sample_sheets.sheet import RATINGS, SIGNALS, VALUES, Section, Sheet, Table

WS_4 = Sheet(
    file_name="ws-4-weather-station.pdf",
    model="WS-4",
    product="Weather Station",
    revision="B",
    issued=date(2025, 9, 22),
    summary="The WS-4 is a weather station for the home: a base with a colour display, an outdoor sensor"
    " for temperature and humidity, and a rain gauge with a tipping spoon.",
    sections=(
        Section(
            "Measuring ranges",
            (
                (
                    "The WS-4 base measures air pressure, room temperature and room humidity itself;"
                    " everything else comes by radio from the outdoor sensor and the rain gauge."
                ),
            ),
            (
                Table(
                    "Table 1. Measuring ranges",
                    RATINGS,
                    (
                        ("Outdoor temperature", "-40", "-", "60", "°C"),
                        ("Outdoor humidity", "1", "-", "99", "%"),
                        ("Room temperature", "-5", "-", "50", "°C"),
                        ("Air pressure", "870", "-", "1080", "hPa"),
                        ("Rainfall, one hour", "0", "-", "200", "mm"),
                        ("Rainfall, one tip of the spoon", "-", "0.3", "-", "mm"),
                    ),
                ),
                Table(
                    "Table 2. Accuracy",
                    RATINGS,
                    (
                        ("Outdoor temperature", "-", "0.4", "0.8", "°C"),
                        ("Outdoor humidity", "-", "3", "5", "%"),
                        ("Air pressure", "-", "1", "2", "hPa"),
                        ("Rainfall", "-", "4", "7", "%"),
                    ),
                ),
            ),
        ),
        Section(
            "Radio link",
            (
                (
                    "The outdoor sensor of the WS-4 reaches up to 100 m in the open and about 30 m"
                    " through two brick walls. Foil-backed insulation and coated windows shorten the"
                    " range considerably."
                ),
                ("One WS-4 base can show up to three outdoor sensors; sensors are sold separately as WS-4S."),
            ),
            (
                Table(
                    "Table 3. Radio link",
                    RATINGS,
                    (
                        ("Frequency", "868.1", "868.3", "868.5", "MHz"),
                        ("Transmitted power", "-", "8", "10", "mW"),
                        ("Range in the open", "80", "100", "-", "m"),
                        ("Range through two brick walls", "20", "30", "-", "m"),
                        ("Time between readings", "46", "48", "50", "s"),
                        ("Outdoor sensors on one base", "1", "1", "3", "-"),
                    ),
                ),
            ),
        ),
        Section(
            "Power supply",
            (
                (
                    "Below -10 °C use lithium AA cells in the outdoor sensor of the WS-4, because"
                    " alkaline cells lose their voltage in the cold. Rechargeable cells are not suitable"
                    " at any temperature."
                ),
                (
                    "The base runs from the USB-C adapter in the box. Two AAA cells in the base keep the"
                    " clock and the records during a power cut, for up to eight hours."
                ),
            ),
            (
                Table(
                    "Table 4. Power supply",
                    RATINGS,
                    (
                        ("Base, supply voltage", "4.75", "5.0", "5.25", "V"),
                        ("Base, supply current", "-", "0.3", "0.6", "A"),
                        ("Outdoor sensor, alkaline cells", "12", "18", "24", "months"),
                        ("Outdoor sensor, lithium cells", "24", "30", "36", "months"),
                        ("Rain gauge, alkaline cells", "18", "24", "30", "months"),
                        ("Outdoor sensor, alkaline temperature", "-10", "-", "50", "°C"),
                        ("Outdoor sensor, lithium temperature", "-40", "-", "60", "°C"),
                    ),
                ),
            ),
        ),
        Section(
            "Where to put it",
            (
                (
                    "Hang the outdoor sensor on a wall that faces north, 1.5 m above the ground and at"
                    " least 2 m from doors and windows. Sunlight on the sensor makes the temperature read"
                    " several degrees too high."
                ),
                (
                    "Stand the rain gauge level, away from roofs and trees, so that nothing drips into"
                    " the funnel."
                ),
            ),
            (
                Table(
                    "Table 5. Symbols on the base",
                    SIGNALS,
                    (
                        ("Battery outline", "Outdoor cells are low", "Change both cells within a week"),
                        ("Snowflake", "Outdoor temperature below 3 °C", "Watch for ice on the ground"),
                        ("Arrow, falling", "Pressure fell by 2 hPa in 3 hours", "Expect wind and rain"),
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
                        ("Base", "182 mm x 121 mm x 24 mm, 310 g"),
                        ("Outdoor sensor", "64 mm x 110 mm x 34 mm, 96 g"),
                        ("Rain gauge", "Diameter 130 mm, height 105 mm, 240 g"),
                        ("Enclosure, outdoor sensor", "IP54"),
                        ("Enclosure, base", "IP20"),
                        ("Home network, base", "Wi-Fi"),
                        ("In the box", "Base, sensor, rain gauge, adapter, screws, four AA cells"),
                    ),
                ),
            ),
        ),
    ),
)
