"""A comments API: people comment on a piece of content, and read what others said.

The comments live in this process's memory, so a restart forgets them and more than one worker would split them.
"""

from flask import Flask, jsonify, request

VERSION = "1.1"
MAX_COMMENT = 10_000

app = Flask(__name__)
comments = {}


class Refused(Exception):
    """The request is wrong; its text says what and is sent to the client."""


def text_field(body, name, at_most):
    value = body.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Refused(f"'{name}' must be a text that is not empty")
    if len(value) > at_most:
        raise Refused(f"'{name}' has {len(value)} characters; at most {at_most} are allowed")
    return value


def comment_in(body):
    if not isinstance(body, dict):
        raise Refused("send a JSON object with email, comment and content_id")
    email = text_field(body, "email", 254)
    if "@" not in email.strip("@"):
        raise Refused(f"'{email}' is not an email address")
    content_id = body.get("content_id")
    if isinstance(content_id, bool) or not isinstance(content_id, (int, str)) or not str(content_id).strip():
        raise Refused("'content_id' must be a number or a text that is not empty")
    return {
        "email": email,
        "comment": text_field(body, "comment", MAX_COMMENT),
        "content_id": str(content_id),
    }


@app.route("/api/comment/new", methods=["POST"])
def new_comment():
    comment = comment_in(request.get_json(force=True, silent=True))
    comments.setdefault(comment["content_id"], []).append(comment)
    return jsonify(status="SUCCESS", message=f"comment added to content {comment['content_id']}")


@app.route("/api/comment/list/<content_id>")
def list_comments(content_id):
    if content_id not in comments:
        return jsonify(status="NOT-FOUND", message=f"nobody has commented on content {content_id}"), 404
    return jsonify(comments[content_id])


@app.route("/status/")
def status():
    return jsonify(status="OK", version=VERSION, comments=sum(len(of_one) for of_one in comments.values()))


@app.errorhandler(Refused)
def refused(error):
    return jsonify(status="REFUSED", message=str(error)), 400


@app.after_request
def say_version(response):
    response.headers["X-Desafio-Version"] = VERSION
    return response
