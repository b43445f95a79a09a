"""The room behind the Home tab, put together: the tabs, the reviews, and the way to the cards."""

from dataclasses import dataclass

from bots.slack.delivery.line import Line
from bots.slack.front import Front
from bots.slack.home.homes import Homes
from bots.slack.home.ports import Leading, Shown, Taught
from bots.slack.review.comments import Comments
from bots.slack.review.ports import Reviewing


@dataclass(frozen=True)
class HomeRoom:
    """What the listeners of Home tabs share."""

    homes: Homes
    comments: Comments
    reviews: Reviewing
    shown: Shown

    def refresh(self) -> None:
        """Tabs are renewed, and agents told of the comments on their replies."""
        self.homes.refresh()
        self.comments.refresh()

    def close(self) -> None:
        """Waits for what is being published."""
        self.homes.close()


def home_room(front: Front, line: Line, leading: Leading, shown: Shown, taught: Taught | None) -> HomeRoom:
    """`taught` is None where nobody teaches."""
    return HomeRoom(
        homes=Homes(front.client, leading.days, front.people, front.clock, taught),
        comments=Comments(line, leading.reviews, front.people.slack_id),
        reviews=leading.reviews,
        shown=shown,
    )
