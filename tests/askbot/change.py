"""Run within Askbot, in a forum that seed.py filled: un-accepts two, edits three and deletes one of the accepted."""
# mypy: ignore-errors
# (it runs in another environment, which has Askbot)

import json

from askbot.models import Post, User

admin = User.objects.create_superuser("warden", "warden@example.test", "secret")
admin.askbot_profile.status = "d"
admin.askbot_profile.save()
asker, helper = User.objects.get(username="ivy"), User.objects.get(username="elm")


def question(number):
    return Post.objects.get(post_type="question", thread__title__startswith=f"Question {number}:")


def solution(number):
    return question(number).thread.accepted_answer


for number in (0, 1):
    asker.unaccept_best_answer(solution(number))
helper.edit_answer(
    answer=solution(10), body_text="Hold the button of sensor 10 for 30 seconds: the manual was wrong."
)
asker.edit_question(question=question(11), body_text="Sensor 11 blinks 11 times when it rains. What do I do?")
asker.edit_question(question=question(12), title="Question 12: how do I pair a rain gauge with the W3?")
admin.delete_question(question(13))
helper.upvote(question(14))  # a vote is no news

print(json.dumps({number: question(number).thread.accepted_answer_id for number in (0, 1, 10)}))
