package dates

func englishWords() table {
	t := table{}
	t.lists(1, setMonth, "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
		"august aug", "september sept sep", "october oct", "november nov", "december dec")
	t.lists(1, setWeekday, "monday mondays mon", "tuesday tuesdays tue tues", "wednesday wednesdays wed weds",
		"thursday thursdays thu thur thurs", "friday fridays fri", "saturday saturdays sat", "sunday sundays sun")
	t.abbreviations("jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed weds thu thur thurs fri sat sun")
	t.lists(1, setSeason, "spring", "summer", "autumn fall", "winter")
	t.role(unsure, "may march august fall spring")

	t.lists(1, setCard, "one a an", "two couple", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
		"twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
	t.lists(3, func(w *word, n int) { w.card = n * 10 }, "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
	t.cards(100, "hundred")
	t.cards(1000, "thousand")
	t.cards(12, "dozen")
	t.lists(1, setOrd, "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
		"eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
		"nineteenth", "twentieth")
	t.lists(30, setOrd, "thirtieth")
	t.role(suffix, "st nd rd th")
	t.lists(2, func(w *word, n int) { w.decade = int8(n * 10) }, "twenties", "thirties", "forties", "fifties", "sixties",
		"seventies", "eighties", "nineties")

	t.units(second, 1, "second seconds sec secs")
	t.units(minute, 1, "minute minutes min mins")
	t.units(hours, 1, "hour hours hr hrs")
	t.units(day, 1, "day days")
	t.units(week, 1, "week weeks workweek wk wks")
	t.units(week, 2, "fortnight fortnights")
	t.units(weekend, 1, "weekend weekends")
	t.units(month, 1, "month months")
	t.units(quarter, 1, "quarter quarters qtr")
	t.units(half, 1, "half semester semesters")
	t.units(year, 1, "year years yr yrs")
	t.units(decade, 1, "decade decades")
	t.units(century, 1, "century centuries")
	t.role(plural, "seconds secs minutes mins hours hrs days weeks wks fortnights weekends months quarters semesters years yrs decades centuries")

	t.rels(-1, "last past previous")
	t.rels(0, "this current same that these present")
	t.rels(1, "next coming upcoming following")
	t.role(anaphor, "following previous same that")
	t.days(0, "today")
	t.days(-1, "yesterday")
	t.days(1, "tomorrow tomorrows tmrw tmr")
	t.parts(early, "early beginning start earlier")
	t.parts(middle, "mid middle")
	t.parts(late, "late end later")

	t.role(det, "the this that a an its his her their my our these")
	t.role(of, "of in the")
	t.role(to, "to till until through thru")
	t.role(and, "and or")
	t.role(from, "from")
	t.role(between, "between")
	t.role(since, "since starting beginning")
	t.role(before, "before by")
	t.role(after, "after following")
	t.role(until, "until till through by")
	t.role(within, "in within")
	t.each("ago back earlier before", func(*word) {})
	t.each("later hence after", func(*word) {})
	t.role(more, "more less over under almost nearly")
	t.role(about, "around about circa approximately roughly")
	t.role(each, "every each")
	t.role(few, "few several some many")
	t.role(recent, "recent")
	t.role(inYear, "in since before after until till by from between during through around circa to of early mid late year "+
		"spring summer autumn fall winter fiscal for about than and the")
	t.role(will, "will shall would ll going plans plan planned expected scheduled due hopes set must should can could")
	t.role(hour, "am pm a.m p.m o'clock oclock")
	t.role(daytime, "morning afternoon evening night noon midnight tonight lunchtime")
	t.role(business, "business working work trading")
	t.each("daily weekly monthly yearly annual annually quarterly", func(*word) {})
	t.role(numbered, "page pages p pp no number article chapter flight line room route highway code pay")
	t.role(fiscal, "fiscal school academic financial")
	t.role(function, "the a an of in on at by to for from with and or but nor is was were are be been has have had that which who whom "+
		"when where while as its his her their it he she they we you i not after before since until during between under over "+
		"through than then if so because said would will could should may might about into against also this these those did do")
	t.each("over no sooner nights mornings evenings afternoons ca ago now eve christmas easter thanksgiving halloween good black new years independence labor labour memorial veterans valentine "+
		"valentines saint patrick patricks martin luther king presidents mother mothers father fathers boxing juneteenth "+
		"columbus earth fools day all saints ides rest remaining remainder turn week commencing w c date yet other s t m p o "+
		"clock ad bc bce ce d b hence eom eoy bom boy q h cy fy latest than later equal sooner calendar term time lunch dinner "+
		"half decade century score on at st", func(*word) {})
	t.role(counted, "soldiers people euros dollars residents men women dead injured children kilometers kilometres km miles feet meters "+
		"metres tons tonnes employees votes seats copies victims jobs workers homes participants protesters police troops rubles "+
		"points pages words times pieces members missiles shells drones fighters refugees migrants pounds kg percent shares "+
		"killed wounded missing hurt deaths prisoners hostages detainees arrests acres hectares houses businesses patients students "+
		"vehicles tanks ships planes barrels gallons litres liters megawatts")
	return t
}
