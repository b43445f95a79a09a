"""Run within Askbot: 60 questions, 35 of them with an accepted answer. Prints the paths of these answers as JSON."""
# mypy: ignore-errors
# (it runs in another environment, which has Askbot)

import json

from askbot.models import User


def person(name):
    user = User.objects.create_user(name, f"{name}@example.test", "secret")
    user.reputation = 500
    user.save()
    user.askbot_profile.reputation = 500
    user.askbot_profile.save()
    return user


def ask(number, title, body):
    return asker.post_question(title=title, body_text=body, tags="w3")


asker, helper, other = person("ivy"), person("elm"), person("oak")
accepted = {}

for number in range(60):
    question = ask(
        number,
        f"Question {number}: how do I pair sensor {number} with the W3?",
        f"Sensor {number} blinks {number} times and nothing else happens. What do I do?",
    )
    if number < 50:
        other.post_answer(
            question=question, body_text=f"Sensor {number} never worked for me, buy another one."
        )
    if number == 7:  # its accepted answer is on the second page
        for more in range(12):
            somebody = person(f"fern{more}")
            somebody.post_answer(question=question, body_text=f"Attempt {more}: take the cells out and wait.")
    if number < 35:
        body = f"Hold the button of sensor {number} for {number + 3} seconds until it is green."
        if number == 3:  # Askbot cuts it
            body = (
                "First of all, open the lid.\n\n"
                + "Then wait a little and look. " * 200
                + "\n\nAt last, close the lid."
            )
        answer = helper.post_answer(question=question, body_text=body)
        asker.accept_best_answer(answer)
        accepted[number] = answer.get_absolute_url()
        if number == 5:
            asker.upvote(answer)
        if number == 9:
            asker.post_comment(
                parent_post=answer, body_text="Sorry, this did not work after the update: reset it first."
            )

print(json.dumps(accepted))
