"""The bot that somebody would write with discord.py and bm25s, as their manuals
show it: an interaction comes in, the entry found first goes out as an embed.
Each line of standard input is an interaction; each line of standard output
tells what was found and how long it took."""

import json
import sys
from time import perf_counter_ns

import bm25s
import discord
import Stemmer
from discord.webhook.async_ import interaction_message_response_params

SHOWN = 5
DESCRIPTION = 4096
FIELD = 1024

with open(sys.argv[1], encoding="utf-8") as lines:
    entries = [json.loads(line) for line in lines]
stemmer = Stemmer.Stemmer("english")


def words(texts):
    return bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)


index = bm25s.BM25()
corpus = ["\n".join([entry["title"], *entry["phrasings"], entry["text"]]) for entry in entries]
index.index(words(corpus), show_progress=False)
client = discord.Client(intents=discord.Intents.none())
state = client._connection
# What Discord tells at login.
myself = {"id": "1090000000000000001", "username": "peer", "discriminator": "0", "avatar": None}
state.user = discord.ClientUser(state=state, data=myself)


def search(question):
    found, scores = index.retrieve(words([question]), k=SHOWN, show_progress=False)
    return [(entries[place], float(score)) for place, score in zip(found[0], scores[0]) if score > 0]


def message(found):
    if not found:
        return {"content": "I do not know."}
    entry = found[0][0]
    embed = discord.Embed(title=entry["title"], description=entry["text"][:DESCRIPTION])
    sources = "\n".join(f"[{source['title']}]({source['url']})" for source in entry["sources"] if source["url"])
    if sources:
        embed.add_field(name="Sources", value=sources[:FIELD])
    return {"embed": embed}


def answer(line):
    started = perf_counter_ns()
    data = json.loads(line)
    interaction = discord.Interaction(data=data, state=state)
    options = discord.app_commands.Namespace(interaction, {}, data["data"]["options"])
    asked = perf_counter_ns()
    found = search(options.question)
    searched = perf_counter_ns()
    mentions = discord.AllowedMentions.none()
    with interaction_message_response_params(type=4, allowed_mentions=mentions, **message(found)) as response:
        body = json.dumps(response.payload)
    ended = perf_counter_ns()
    return {
        "found": [(entry["id"], score) for entry, score in found],
        "search_ns": searched - asked,
        "response_ns": ended - started,
        "response_bytes": len(body.encode()),
    }


for line in sys.stdin:
    print(json.dumps(answer(line)), flush=True)
