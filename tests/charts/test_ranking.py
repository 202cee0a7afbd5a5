def test_outlets_beyond_the_colours_keep_a_colour_under_their_pattern():
    names = [f"Outlet {number:02}" for number in range(20)]
    table = _table(*(("bo", "Bo Ek", name, 1) for name in names))
    figure = ranking(table, palette.looks(names), done="named", unit="mentions")
    patterned = [trace.marker for trace in figure.data if trace.marker.pattern.shape]
    assert len(patterned) == 12
    assert all(marker.color and marker.pattern.fillmode == "overlay" for marker in patterned)


def test_outlets_that_are_not_shown_make_one_part_at_the_end(named):
    gathered = ranking_module.gathered(named, ["Beacon"])
    assert gathered.groupby("entity_id")["part"].sum().to_dict() == {"ann": 5, "bo": 2}
    last = ranking(gathered, LOOKS, done="named", unit="mentions").data[-1]
    assert (last.name, last.marker.color) == (palette.OTHERS_NAME, palette.NEUTRAL)
