"""What Slack tells of by itself."""

from slack_bolt import App

from bots.slack.front import Body, Front
from bots.slack.home.view import home_view, refusal_view
from desk.errors import NotAllowed


def register(app: App, front: Front) -> None:
    """One listener for each event."""

    def home_opened(event: Body) -> None:
        if event.get("tab") != "home":
            return
        user = event["user"]
        try:
            front.people.person(user)
            view = home_view(front.workbench.queue(), front.clock())
        except NotAllowed as error:
            view = refusal_view(str(error))
        front.client.views_publish(user_id=user, view=view)

    app.event("app_home_opened")(home_opened)
