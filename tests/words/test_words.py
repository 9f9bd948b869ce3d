"""Every sentence is there in English and in Chinese, and both say it with the same numbers."""

from __future__ import annotations

import copy
import pickle
import re
import string

import pytest

from metaunsup import words
from metaunsup.data.pool import PARTS
from metaunsup.errors import MetaUnsupError
from metaunsup.words import WORDS, Say

CJK = re.compile(r"[㐀-鿿]")
# What stays Latin in Chinese: learners' names, and labels that are nothing but an abbreviation.
NAMES = {
    "K-Means",
    "MAML",
    "ANIL",
    "Meta-SGD",
    "MT-net",
    "LEO",
    "VIML",
    "DBSCAN",
    "HDBSCAN",
    "UMAP",
    "PCA",
    "t-SNE",
    "Reptile",
    "ProtoNet",
    "UMTRA",
    "FOMAML",
    "NMI",
    "ARI",
    "Omniglot",
    "MNIST",
    "MetaUnsup",
}
NAMES |= {
    "ACR",
    "AUROC",
    "Lab",
    "PNG",
    "npz",
    "HTML",
    "CSV",
    "DIR",
    "FILE",
    "LANG",
    "FIGR",
    "GAN",
    "KEY",
    "VALUE",
    "NAME",
    "N",
    "NUMBER",
    "OUT",
}


def bare(sentence: str) -> str:
    """The sentence without its gaps."""
    return "".join(text for text, *_ in string.Formatter().parse(sentence))


def test_both_languages_say_it() -> None:
    wrong = []
    for key, (english, chinese) in WORDS.items():
        left = [word for word in re.findall(r"[A-Za-z][A-Za-z-]*", bare(english)) if word not in NAMES]
        if not english or not chinese or (left and not CJK.search(chinese)) or CJK.search(english):
            wrong.append(f"{key}: {english!r}, {chinese!r}")
    assert not wrong, "\n".join(wrong)


def test_both_have_the_same_gaps_written_alike() -> None:
    """Not only the same fields: one shown as {count:,} in English and bare in Chinese is an oversight, too.

    A gap that chooses a word ({count:task|tasks}) is a language's own, of a field that both have.
    """
    for key, pair in WORDS.items():
        gaps = [{(field, spec) for _, field, spec, _ in string.Formatter().parse(text) if field} for text in pair]
        shown = [{(field, spec) for field, spec in one if "|" not in (spec or "")} for one in gaps]
        assert shown[0] == shown[1], key
        assert {field for field, _ in gaps[0]} == {field for field, _ in gaps[1]}, key


def test_a_number_chooses_the_word_behind_it() -> None:
    said = Say()("cli.study.head", learner="l", pool="p", steps=1, tasks=2, ways=3, shots=1)
    assert "1 step of" in said and "2 validation tasks" in said and said.endswith("1 picture")
    for low, high, told in ((32, 32, "has 32 pixels"), (32, 1064, "has 32 to 1,064 pixels")):
        assert told in Say()("pool.note.resized", low=low, high=high, side=28)
    assert "为 32 像素" in Say("zh")("pool.note.resized", low=32, high=32, side=28)
    assert "1 training is waiting" in Say()("error.queue_full", waiting=1)
    assert "none trainings are waiting" in Say()("error.queue_full", waiting="none")  # whatever else it may be given


def test_a_difference_has_a_true_minus() -> None:
    fields = {f"{name}_{what}": -0.25 for name in ("knn", "pixels") for what in ("mean", "low", "high")}
    for lang in words.LANGUAGES:
        told = Say(lang)("applications.industry.result.behind", **fields)
        assert told.count("−0.25") == 6 and "-0.25" not in told
    assert words.signed(0.5, "+.1%") == "+50.0%" and words.signed(-3, "+d") == "−3"
    assert words.signed(-0.04, "+.1f") == "+0.0" and words.signed(-0.04, ".1f") == "0.0"


def test_no_sentence_leaves_the_plural_open() -> None:
    assert [key for key, (english, _) in WORDS.items() if re.search(r"\w\(e?s\)", english)] == []


def test_no_sentence_is_left_unfinished() -> None:
    for key, pair in WORDS.items():
        for text in pair:
            assert not re.search(r"TODO|FIXME|XXX|lorem", text), key
            assert not re.search(r"\S {2,}\S", text), key


def test_chinese_sentences_end_in_chinese() -> None:
    """A Chinese sentence that ends in a Latin full stop or comma was typed in the wrong mode."""
    wrong = [
        key for key, (_, chinese) in WORDS.items() if re.search(r"[㐀-鿿][.,;?!]", re.sub(r"`[^`]*`", "", chinese))
    ]
    assert not wrong


def test_bold_chinese_ends_where_a_browser_sees_it() -> None:
    """Behind a mark such as 。 two stars close nothing where a character follows: a space has to stand between."""
    wrong = []
    for key, (_, chinese) in WORDS.items():
        for found in re.finditer(r"[。！？，：；）”]\*\*(?=[㐀-鿿“（])", chinese):
            wrong += [key] * (chinese[: found.end()].count("**") % 2 == 0)
    assert not wrong


def test_what_is_said_of_rows_stands_for_a_sentence_with_the_same_gaps_and_speaks_of_no_picture() -> None:
    of_rows = {
        key: pair for key, pair in WORDS.items() if key.removeprefix("rows.") in WORDS and key.startswith("rows.")
    }
    assert len(of_rows) > 100
    for key, (english, chinese) in of_rows.items():
        for ours, theirs in zip((english, chinese), WORDS[key.removeprefix("rows.")], strict=True):
            gaps = [{field for _, field, _, _ in string.Formatter().parse(text) if field} for text in (ours, theirs)]
            assert gaps[0] == gaps[1], key
        assert "pictur" not in english.lower() and "pixel" not in english.lower(), key
        assert "图片" not in chinese and "像素" not in chinese, key
    say = Say("zh").of_rows()
    assert say("tasks.unknown") == WORDS["rows.tasks.unknown"][1] and say.lang == "zh"
    assert say("tasks.race") == Say("zh")("tasks.race")
    assert pickle.loads(pickle.dumps(say))("tasks.unknown") == say("tasks.unknown")


OF_PICTURES = "(?i)pictur|pixel|图片|像素|变形图|[}几每这那两] ?张(?!小图|近邻网)"
ONLY_PICTURES = {  # of what comes with the program, which is of pictures, and of an image that is saved
    "latent_space.lead",
    "latent_space.row.item",
    "latent_space.row.items",
    "learners.chosen",
    "race.to_turn",
    "compare.command.about",
    "compare.groups.about",
    "player.frame",
    "player.film_cannot",
}
SHOW_ROWS = (
    "race.",
    "compare.",
    "latent_space.",
    "meta_train.",
    "generate.about.",
    "player.",
    "metric.",
    "variants.",
    "learner.",
    "learners.",
    "symbols.",
    "form.shots",
    "form.outliers",
)


def test_pages_that_show_rows_speak_of_no_picture() -> None:
    keys = {key for key in WORDS if key.startswith(SHOW_ROWS) and not key.startswith("latent_space.drawn.")}
    assert len(keys) > 500 and keys >= ONLY_PICTURES
    for lang in words.LANGUAGES:
        say = Say(lang).of_rows()
        of_pictures = {key for key in keys if re.search(OF_PICTURES, say.with_gaps(key))}
        assert of_pictures <= ONLY_PICTURES, sorted(of_pictures - ONLY_PICTURES)


def test_other_languages_are_answered_in_english() -> None:
    key = "error.no_learners"
    assert Say()(key) == Say("fr")(key) == Say("")(key) == WORDS[key][0] and Say("zh")(key) == WORDS[key][1]


def test_an_error_says_what_is_wrong_in_both_languages() -> None:
    error = MetaUnsupError("clusters_against_items", clusters=9, items=4)
    for text in (str(error), Say("zh").explain(error)):
        assert "9" in text and text.count("4") == 2
    assert Say().explain(error) == str(error) and CJK.search(Say("zh").explain(error))


def test_parts_and_lists_are_put_as_each_language_has_them() -> None:
    error = MetaUnsupError("too_many_shots", shots=9, possible=3, ways=2, pool="digits", part="test")
    assert "(test part)" in Say().explain(error) and "（测试部分）" in Say("zh").explain(error)
    many = MetaUnsupError("unknown_learner", learner="nobody", known=("kmeans", "maml"))
    assert "kmeans, maml" in Say().explain(many) and "kmeans、maml" in Say("zh").explain(many)
    shape = MetaUnsupError("items_shape", shape=(3, 4))  # a tuple of numbers is no list of names
    assert "(3, 4)" in Say().explain(shape) and "(3, 4)" in Say("zh").explain(shape)


def test_a_bound_say_speaks_its_language() -> None:
    error = MetaUnsupError("unknown_learner", learner="nobody", known=("kmeans", "maml"))
    for lang in words.LANGUAGES:
        bound = Say(lang)
        assert bound.lang == lang
        assert bound("cli.data.got", pool="digits", items=3) == Say(lang)("cli.data.got", pool="digits", items=3)
        assert bound.explain(error) == Say(lang).explain(error)
        assert bound.listed(["a", "b"]) == Say(lang).listed(["a", "b"])
        for name in ("kmeans", "protonet-adapt", "kmeans-umap", "protonet-adapt-soft"):
            assert bound.learner_title(name) == Say(lang).learner_title(name)
            assert bound.about_learner(name) == Say(lang).about_learner(name)
        assert bound.about_learner("protonet-soft@own") == bound.about_learner("protonet-soft")
    for lang, own, other in (
        ("en", "ProtoNet (own training)", "ProtoNet (b-2)"),
        ("zh", "ProtoNet（自己训练）", "ProtoNet（b-2）"),
    ):
        assert (Say(lang).learner_title("protonet@own"), Say(lang).learner_title("protonet@b-2")) == (own, other)
    assert (Say("en").listed(["a", "b"]), Say("zh").listed(["a", "b"])) == ("a, b", "a、b")


def test_a_bound_say_answers_other_languages_in_english() -> None:
    assert [Say(lang).lang for lang in ("fr", "", "ZH")] == ["en"] * 3 and Say().lang == "en"
    assert Say("fr")("error.no_learners") == WORDS["error.no_learners"][0]


def test_a_bound_say_refuses_what_it_cannot_say() -> None:
    with pytest.raises(KeyError):
        Say("zh")("no.such.sentence")
    with pytest.raises(KeyError):
        Say("zh")("cli.data.got", pool="digits")


def test_a_bound_say_survives_the_trip_between_processes() -> None:
    assert pickle.loads(pickle.dumps(Say("zh")))("part.train") == "训练"


def test_every_part_has_a_name_in_each_language() -> None:
    assert [Say("zh")(f"part.{part}") for part in PARTS] == ["训练", "验证", "测试"]


def test_errors_survive_the_trip_between_processes() -> None:
    error = MetaUnsupError("clusters_against_items", clusters=9, items=4)
    again = copy.copy(error)  # by the same protocol
    assert (again.code, again.fields, str(again)) == (error.code, error.fields, str(error))


def test_a_note_may_be_several_sentences_with_numbers() -> None:
    note = "pool.note.stretched:low=-0.5:high=1e+09 pool.note.skipped:count=1234"
    assert "from -0.5 to 1000000000.0;" in (Say().note(note) or "") and "1,234 of the files" in (Say().note(note) or "")
    assert (Say("zh").note(note) or "").endswith("有 1,234 个文件无法作为图片读取，已略过。")
    for kept in ("pool.note.pictures_skipped", "pool.note.pictures_skipped_negative"):  # in cards of before
        assert Say().note(kept) == WORDS[kept][0]


NO_NOTES = (None, "", " ", "\0", "home.title", "pool.note.", "pool.note.nowhere")
NO_NOTES += tuple(
    f"pool.note.skipped{rest}" for rest in ("", ":count=\x1b", ":count={count}", ":self=1", ":count=" + "9" * 9000)
)


@pytest.mark.parametrize("note", NO_NOTES)
def test_what_is_no_note_says_nothing(note: str | None) -> None:
    assert Say().note(note) is None
