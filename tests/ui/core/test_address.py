from streamlit.testing.v1 import AppTest


def _page():
    import streamlit as st

    from ui.core import address

    chosen = address.draw_select(
        "who", "Who", {"": "Nobody", "a": "Ann", "b": "Bo"}, resets=["where"]
    )
    st.text(f"chosen {chosen}, number {address.read_number('at')}")
    st.button("Pick Bo", on_click=address.set_choices, kwargs={"who": "b", "where": "here"})


def _open(**address):
    app = AppTest.from_function(_page)
    for key, value in address.items():
        app.query_params[key] = value
    return app.run()


def test_the_address_says_what_is_chosen():
    assert _open(who="b").text[0].value == "chosen b, number None"


def test_what_is_no_option_is_passed_over():
    assert _open(who="zz").text[0].value == "chosen , number None"


def test_a_choice_goes_into_the_address_and_lifts_what_hangs_on_it():
    app = _open(where="there")
    app.selectbox[0].select("a").run()
    assert app.query_params["who"] == "a"
    assert "where" not in app.query_params


def test_taking_a_choice_back_takes_it_out_of_the_address():
    app = _open(who="a")
    app.selectbox[0].select("").run()
    assert "who" not in app.query_params


def test_a_click_elsewhere_moves_the_widget_too():
    app = _open(who="a")
    app.button[0].click().run()
    assert app.selectbox[0].value == "b"
    assert app.query_params["where"] == "here"


def test_a_number_is_one_only_in_plain_digits():
    assert _open(at="120").text[0].value == "chosen , number 120"
    for text in ("-1", "1e3", "²", "99999999999", "x"):
        assert _open(at=text).text[0].value == "chosen , number None"
