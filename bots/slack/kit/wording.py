"""How cards name stages, priorities and places in words."""

from desk.cases import Priority, Stage
from desk.drafts import To

STAGES = {
    Stage.NEW: "being read",
    Stage.SET_ASIDE: "set aside",
    Stage.WITH_EXPERT: "needs an expert",
    Stage.AWAITING_DECISION: "waiting for a decision",
    Stage.APPROVED: "approved, not sent yet",
    Stage.REJECTED: "draft rejected",
    Stage.SENDING: "being sent",
    Stage.UNCERTAIN: "nobody knows whether the reply went out",
    Stage.SENT: "answered",
    Stage.RESOLVED: "resolved",
}
PRIORITIES = {
    Priority.URGENT: "Urgent",
    Priority.HIGH: "High priority",
    Priority.NORMAL: "Normal priority",
    Priority.LOW: "Low priority",
}
PLACES = {To.PUBLIC: "public reply", To.DM: "direct message"}
