// How far the data is complete, and what happened to every event that came in.
import { $, setText } from "../dom.js";
import { t } from "../i18n.js";
import { createTable } from "../table.js";
import { dateTime, sameDay, time, whole } from "../format.js";

const count = (name) => ({ id: name, title: `freshness.${name}`, num: true, text: (r) => whole(r[name]), tone: (r) => (name === "rejected" && r.rejected > 0 ? "down" : "") });

const columns = [
  { id: "topic", title: "freshness.topic", text: (r) => t(`topic.${r.topic}`) },
  { id: "complete", title: "freshness.complete", text: (r) => (r.complete_through ? moment(r.complete_through, r.latest) : "–") },
  { id: "last", title: "freshness.last", text: (r) => (r.last_event_at ? moment(r.last_event_at, r.latest) : "–") },
  count("applied"), count("duplicates"), count("late"), count("rejected"), count("lag"),
];

/** The hour is enough unless the day is another one. */
const moment = (value, latest) => (sameDay(value, latest) ? time : dateTime)(value);

export function freshness() {
  let answer = null;
  const table = createTable($("#freshness-table"), columns, { name: "freshness.title", key: (r) => r.topic, empty: "freshness.empty" });

  function render() {
    if (!answer) return;
    const latest = answer.topics.map((topic) => topic.complete_through).filter(Boolean).sort().at(-1);
    table.update(answer.topics.map((topic) => ({ ...topic, latest })));
    for (const note of document.querySelectorAll("[data-complete]")) {
      const through = earliest(answer, note.dataset.complete.split(" "));
      setText(note, through ? t("complete", { time: moment(through, latest) }) : "");
    }
  }

  return {
    update(next) {
      answer = next;
      render();
    },
    render() {
      table.redraw();
      render();
    },
    /** What the live sign says. */
    headline() {
      if (!answer?.complete_through) return t("live.waiting");
      const latest = answer.topics.map((topic) => topic.complete_through).filter(Boolean).sort().at(-1);
      return t("live.on", { time: moment(answer.complete_through, latest) });
    },
  };
}

/** A view is complete as far as the slowest of its inputs. */
function earliest(answer, topics) {
  return answer.topics.filter((topic) => topics.includes(topic.topic)).map((topic) => topic.complete_through).filter(Boolean).sort()[0];
}
