"""Whether an answer needs the customer's own data, or the message has personal data in it."""

from assist.privacy.personal import private_in
from assist.text.phrases import any_of, telling
from assist.understanding.verdicts.reading import Reading

_ORDER = any_of(r"""
    (?<!in )my (?:pre-?)?(?:order|parcel|package|delivery|shipment|purchase|groceries|booking|appointment)
    (?:order|tracking) (?:number|no|nr|id)
    order #?[A-Z]{0,4}-?\d{3,} / where(?:['’]?s| is| are) my (?:stuff|items?|order|refund|\w+ case|things)
    (?:has|have|was|were)(?:n['’]?t| not) (?:arrived|been delivered|turned up) / not (?:been )?delivered
    never (?:arrived|came|turned up|shipped) / sent to the wrong address / deliver(?:ed|ing)? my
    cancelled (?:the|my|our) order
    (?:delivery|dispatch) (?:attempts?|driver|guy|charge|slot|date) / (?:no|missed|failed|late) delivery
    deliver(?:y|ed) i paid
    (?:i|we)(?: have| just)? (?:ordered|bought|paid)\b.{1,80}\b(?:arriv\w+|dispatched|shipped|delivered|got no)
    ser entregado / mi paquete / (?:meine|die) bestellung / ma commande / mi pedido / il mio ordine
""")
_PAYMENT = any_of(r"""
    (?:my|a|the|full|get|want|need) refund / refund (?:me|my) / refunded / money back
    (?:over|double[- ]?)charged
    charged (?:me|twice|my (?:account|card|bank)|[$£€]|\d+ times)
    (?:i|we|i['’]ve)(?: have| had)?(?: been| was| were| got| am being)(?: \w+)? (?:charged|billed)
    invoices? / (?:my|a|the|this) bill(?! of materials?)
    (?:false|wrong) charges? / (?:my|[$£€]\s?\d+) back / charg(?:es?|ing) me / havent? got (?:a |my )?refund
    my (?:debit |credit )?card / my (?:billing|payment|receipt|card|bank)
    money out my / (?:billing|refund) (?:department|claim) / rechaza(?:n)? (?:las|mis) compras
    my (?:funds|claim|deposit) / payment (?:was )?failed / paid (?:by|with) (?:card|paypal)
    rückerstattung / geld zurück / rechnung / remboursement / reembolso / rimborso
""")
_ACCOUNT = any_of(r"""
    my (?:\w+ ){0,2}account(?! (?:page|screen|tab|menu|progress|settings))
    my (?:surname|membership|contract|return|rma|replacement|(?:warranty|refund) claim)
    (?:my|trouble|support) ticket
    customer (?:number|id) / close the account
    (?:log|sign)(?:ging|ning)? ?in ?to my(?: \w+)? (?:account|profile) / locked out
    account (?:is |was |has been |got )?(?:hacked|locked|suspended|closed|deleted|blocked)
    (?:delete|close|cancel|change|update) my (?:data|subscription|membership|profile|details|e-?mail|name|number)
    (?:my|forgot(?:ten)?(?: my)?|reset(?: my)?|change(?: my)?) pass?word
    account (?:number|no|id) / to my e-?mail / (?:call|phone|ring) me(?: back| please|\W*$)
    mein(?:em)? konto / mon compte / mi cuenta / il mio account
""")
_ADDRESS = any_of(r"""
    (?:delivery|shipping|billing|home|postal|new|my) address(?:es)? / meine adresse / mon adresse / mi dirección
""")
# A password or address of a device is no private matter: the handbook knows how to set it.
_OF_A_DEVICE = any_of(r"""
    (?:default|admin\w*|router|wi-?fi|wlan|ssh|mqtt|device|root|hotspot|network|pi|mysql) pass?w(?:or)?d
    pass?word (?:of|for|on|to) (?:the|my|a|an) (?:router|device|pi|wi-?fi|hotspot|\w+-?\d+) / local \w+ account
    (?:default|static|its|ip|i2c|mac|modbus|web|memory|node|sensor|bus|hex|e-?mail) address(?:es)?
    (?:refund|returns?|privacy) policy
""")
_MATTERS = (
    (_ORDER, "it is about an order"),
    (_PAYMENT, "it is about a payment"),
    (_ACCOUNT, "it is about an account"),
    (_ADDRESS, "it is about an address"),
)


def private_matter_of(reading: Reading) -> tuple[str, str] | None:
    """Why the answer needs private data, and the words that tell it; None when it does not."""
    general = _OF_A_DEVICE.sub(" ", reading.text)
    for table, matter in _MATTERS:
        if said := telling(table, general):
            return matter, f"{matter}: {said}"
    found = private_in(reading.message)
    return (f"the message has {found[0].what} in it", "personal data is in the message") if found else None
