from benchmarks.quote_errors import ErrorType, list_errors
from tests.benchmarks.made_quotes import (
    INDIRECT,
    make_article,
    make_direct,
    make_indirect,
    make_quote,
)


def test_each_error_is_listed_with_its_text():
    gold = [
        make_article(
            make_direct(name="Ann Lee", utterance="go"), make_indirect(utterance="sea"), story="s"
        ),
        make_article(make_direct(utterance="go"), article_id="b", story="s"),
    ]
    predicted = [
        make_article(
            make_direct(name="Bo", speaker="Bo", utterance="1"),
            make_quote("rising"),
            make_quote("Bo"),
        ),
        make_article(make_direct(utterance="2"), article_id="b"),
    ]
    by_type = list_errors(gold, predicted)
    assert {error_type: len(lines) for error_type, lines in by_type.items() if lines} == {
        ErrorType.WRONG_SPAN: 1,
        ErrorType.INVENTED: 1,
        ErrorType.WRONG_MENTION: 1,
        ErrorType.WRONG_NAME: 1,
        ErrorType.NOT_ALIGNED: 1,
    }
    assert INDIRECT in by_type[ErrorType.WRONG_SPAN][0]
    assert "Ann Lee, shown as Bo" in by_type[ErrorType.WRONG_NAME][0]
