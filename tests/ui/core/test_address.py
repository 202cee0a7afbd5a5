import pytest
from streamlit.testing.v1 import AppTest


def _page():
    import streamlit as st

    from ui.core import address

    chosen = address.draw_select(
        "person", "Person", {"": "Nobody", "a": "Ann", "b": "Bo"}, resets=["where"]
    )
    st.text(f"chosen {chosen}, number {address.read_number('at')}")
    st.button("Pick Bo", on_click=address.set_choices, kwargs={"person": "b", "where": "here"})


def _open(**address):
    app = AppTest.from_function(_page, default_timeout=60)
    for key, value in address.items():
        app.query_params[key] = value
    return app.run()


def test_the_address_says_what_is_chosen():
    assert _open(person="b").text[0].value == "chosen b, number None"


def test_a_choice_that_is_no_option_is_ignored():
    assert _open(person="zz").text[0].value == "chosen , number None"


def test_a_choice_goes_into_the_address_and_resets_dependent_choices():
    app = _open(where="there")
    app.selectbox[0].select("a").run()
    assert app.query_params["person"] == "a"
    assert "where" not in app.query_params


def test_taking_a_choice_back_takes_it_out_of_the_address():
    app = _open(person="a")
    app.selectbox[0].select("").run()
    assert "person" not in app.query_params


def test_a_click_elsewhere_moves_the_widget_too():
    app = _open(person="a")
    app.button[0].click().run()
    assert app.selectbox[0].value == "b"
    assert app.query_params["where"] == "here"


def test_a_number_is_one_only_in_plain_digits():
    assert _open(at="120").text[0].value == "chosen , number 120"
    for text in ("-1", "1e3", "²", "99999999999", "x"):
        assert _open(at=text).text[0].value == "chosen , number None"


def _search_page():
    import streamlit as st

    from ui.core import address

    st.text(repr(address.draw_search("find", "Find")))
    st.text(address.draw_toggle("on", "On"))
    st.text(address.draw_pagination(21, 10, key="page"))


def test_a_search_text_is_read_without_surrounding_blanks():
    app = AppTest.from_function(_search_page, default_timeout=60).run()
    app.text_input[0].input("  talks ").run()
    assert app.text[0].value == "'talks'"


def test_a_switch_and_a_page_are_read_from_a_link():
    app = AppTest.from_function(_search_page, default_timeout=60)
    app.query_params["on"] = "true"
    app.query_params["page"] = "3"
    assert [text.value for text in app.run().text][1:] == ["True", "3"]


@pytest.mark.parametrize(("items", "pages"), [(10, 0), (11, 1)])
def test_a_list_that_fits_on_one_page_has_no_pagination(items, pages):
    app = AppTest.from_string(
        f"from ui.core import address\naddress.draw_pagination({items}, 10, key='page')",
        default_timeout=60,
    )
    assert len(app.run().get("pagination")) == pages


def _evidence_page():
    import streamlit as st

    from ui.core import address

    address.draw_evidence_select("where", "Where", {"": "Nowhere", "b": "Beacon"})
    st.button("Speaker", on_click=address.select_evidence, kwargs={"speaker": "a"})
    st.button("Role", on_click=address.select_evidence, kwargs={"role": "acts"})
    st.button("Close", on_click=address.close_evidence)
    st.text(f"first {address.read_first('item', 'where')}, open {address.is_point_open()}")


def _open_evidence(**address):
    app = AppTest.from_function(_evidence_page, default_timeout=60)
    for key, value in address.items():
        app.query_params[key] = value
    return app.run()


def test_two_choices_of_one_value_belong_together():
    app = _open_evidence(item="x", label="y")
    app = app.selectbox[0].select("b").run()
    assert dict(app.query_params) == {"item": "x", "where": "b"}
    assert app.text[0].value == "first ('x', 'b'), open True"


def test_another_value_takes_the_place_of_the_one_before():
    app = _open_evidence(item="x", where="b").button[0].click().run()
    assert dict(app.query_params) == {"speaker": "a"}


def test_a_point_stays_selected_when_another_value_is_shown_and_is_closed_then():
    app = _open_evidence(pick="x", role="speaks").button[0].click().run()
    assert set(app.query_params) == {"pick", "role", "speaker", "sentences"}
    assert app.text[0].value.endswith("open False")
    app = app.button[1].click().run()
    assert dict(app.query_params) == {"pick": "x", "role": "acts"}


def test_choices_are_read_up_to_the_first_that_is_missing():
    assert _open_evidence(where="b").text[0].value.startswith("first (),")


def _carrying_page():
    import streamlit as st

    from ui.core import address

    page = st.radio("Page", ["one", "two"])
    address.carry_choice("person", page)
    st.text(f"chosen {st.query_params.get('person', 'nobody')}")
    st.button("Nobody", on_click=address.set_choices, kwargs={"person": ""})


def test_a_choice_is_carried_to_a_page_whose_link_has_none_until_it_is_taken_back():
    app = AppTest.from_function(_carrying_page, default_timeout=60)
    app.query_params["person"] = "a"
    app.run()
    del app.query_params["person"]
    app.radio[0].set_value("two").run()
    assert app.text[0].value == "chosen a"
    app.button[0].click().run()
    assert app.text[0].value == "chosen nobody"
    app.radio[0].set_value("one").run()
    assert app.text[0].value == "chosen nobody"
