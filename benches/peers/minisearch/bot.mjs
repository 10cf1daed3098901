// The bot that somebody would write with discord.js and MiniSearch, as their
// manuals show it: an interaction comes in, the entry found first goes out as
// an embed. Each line of standard input is an interaction; each line of
// standard output tells what was found and how long it took.

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ChatInputCommandInteraction, Client, EmbedBuilder, MessagePayload } from 'discord.js';
import MiniSearch from 'minisearch';

const SHOWN = 5;
const DESCRIPTION = 4096;
const FIELD = 1024;

const entries = readFileSync(process.argv[2], 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
const byId = new Map(entries.map((entry) => [entry.id, entry]));
const index = new MiniSearch({
  fields: ['title', 'phrasings', 'text'],
  extractField: (entry, field) => (field === 'phrasings' ? entry.phrasings.join('\n') : entry[field]),
  searchOptions: { boost: { title: 2 }, fuzzy: 0.2, prefix: true },
});
index.addAll(entries);
const client = new Client({ intents: [] });

function message(entry) {
  if (!entry) return { content: 'I do not know.' };
  const embed = new EmbedBuilder().setTitle(entry.title).setDescription(entry.text.slice(0, DESCRIPTION));
  const linked = entry.sources.filter((source) => source.url);
  const sources = linked.map((source) => `[${source.title}](${source.url})`).join('\n');
  if (sources) embed.addFields({ name: 'Sources', value: sources.slice(0, FIELD) });
  return { embeds: [embed] };
}

function answer(line) {
  const started = process.hrtime.bigint();
  const interaction = new ChatInputCommandInteraction(client, JSON.parse(line));
  const question = interaction.options.getString('question');
  const asked = process.hrtime.bigint();
  const found = index.search(question);
  const searched = process.hrtime.bigint();
  const reply = { ...message(byId.get(found[0]?.id)), allowedMentions: { parse: [] } };
  const { body } = MessagePayload.create(interaction, reply).resolveBody();
  const response = JSON.stringify({ type: 4, data: body });
  const ended = process.hrtime.bigint();
  return {
    found: found.slice(0, SHOWN).map(({ id, score }) => [id, score]),
    search_ns: Number(searched - asked),
    response_ns: Number(ended - started),
    response_bytes: Buffer.byteLength(response),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(line))}\n`);
}
process.exit();
