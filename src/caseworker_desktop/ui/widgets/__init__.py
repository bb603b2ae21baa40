"""The parts that screens are made of. One file a family; words are said by the screen and handed in.

Every text is plain (never markup). A colour is a token of ui/theme/tokens.py (`text2`, `red`, `accent_d` …), a tone one of red, amber,
green, blue, grey. Icons are the names of resources/icons.

layout      row(*items, gap=8, margins=…), column(…), add(layout, item) · items: widget, layout, `...` stretch, number = gap, (item, n), None
            box(layout, name="clear"|"page"|"listpane"|"panel", width=, height=), rule(soft=, upright=), scroll(widget, name), clear(layout);
            PAGE_MARGINS
label       label(text, role, tone=, wrap=, width=, right=) roles num h1 h2 h3 body text textb muted small smallt smallb link th code;
            Elided(text, role), Glyph(icon, token, size), key_hint("Ctrl+K"), titled(key, value), stat(value, name, note, tone=),
            page_title(title, subtitle) → (widget, label, label), set_tone(w, tone), set_look(w, property, value)
badge       Badge(text, tone, icon) .say(…)
button      Button(text, "primary"|"plain"|"quiet"|"danger", icon=, keys=, name=, clicked=) .set_words(…)
chips       ChipGroup(name, [(code, words)], several=, columns=), Segmented(…), Tabs(…): .chosen() .choose(codes) .toggle(n) .chosen_changed
editors     LineEdit, TextEdit (.left on focus out), Passphrase (.take()), Choice([(code, words)], empty=) .value() .choose(code),
            tick(text, checked=, changed=), ChoiceCard(name)
field       Field(name, editor, hint=, must=) .editor .set_error(sentence|None)
date_field  DateField(name, texts, today, hint=, must=, partly=, past=) .value() → ISO | "" | None (unreadable) .set_value(iso) .check();
            DateEdit alone; dates.read_date is the plain reader
search_field SearchField(placeholder, name=, keys="Ctrl+F") .asked(str) .went_down .accepted
card        Card(*items, pad=, gap=, inset=, chosen=) .set_chosen(…), card_head(title, count, *items, tone=), line(kind, *items, height=)
banner      Banner(tone, title, text, action=, icon=) .acted .say(…)
toast       Toaster(host, undo_words) .say(words, undo) – screens use navigator.toast(…)
avatar      Avatar(name, size, chosen=) · bar: Bar(value, top, thick=) .show_value(…) · steps: Stepper, Dot, WorkLine
rows        RowList(name, height=56) + RowModel(fetch, face) + Face(title, subtitle, avatar=, badge=, marks=, trailing=) + Slice(rows, after)
table       Table(name, TableModel([Column(title, words, number=, width=, stretch=, sort=)], fetch)) for real tables
empty       Empty(icon, title, text, *buttons) · loading: Skeleton (.start()/.stop(), appears after 300 ms), LongWork
drawer      Drawer(host, panel) .set_docked(bool) .open() .close_drawer(): side panel ≥ 1280, drawer below
confirm     Confirm(parent, question, text, yes, no): only before what cannot be undone
"""
