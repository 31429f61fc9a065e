module verbatim

go 1.26.0

require (
	codeberg.org/go-fonts/liberation v0.6.0 // letters of the timeline picture
	github.com/BurntSushi/toml v1.6.0 // front matter between +++
	github.com/abadojack/whatlanggo v1.0.1 // languages by trigrams, where function words do not decide
	github.com/blevesearch/bleve/v2 v2.6.1 // the index: scorch, and analysers of languages; 2.6.2 needs a zapx that the module proxy refuses
	github.com/blevesearch/bleve_index_api v1.4.1 // bleve's index reader: candidates and their true statistics
	github.com/blevesearch/scorch_segment_api/v2 v2.4.10 // bleve's segments, whose files generations share
	github.com/blevesearch/snowballstem v0.9.0 // French and English stems, the ones that bleve uses
	github.com/bwmarrin/discordgo v0.29.0 // Discord: gateway, REST, commands
	github.com/fsnotify/fsnotify v1.10.1 // a watched folder
	github.com/gofrs/flock v0.13.1 // the lock of the data folder, on every system
	github.com/google/go-cmp v0.7.0 // readable differences in tests
	github.com/gorilla/websocket v1.5.3 // the relay before Discord's gateway, and the emulator's; discordgo's own dependency
	github.com/joho/godotenv v1.5.1 // the file .env
	github.com/ledongthuc/pdf v0.0.0-20260907135840-6c8c28e0e8a0 // the objects of PDF files
	github.com/markusmobius/go-trafilatura v1.12.2 // the article of a web page
	github.com/mmcdole/gofeed v1.4.2 // feeds: RSS, Atom, JSON
	github.com/prometheus/client_golang v1.25.0 // metrics of a server
	github.com/rivo/uniseg v0.4.7 // the width of text in a terminal
	github.com/rogpeppe/go-internal v1.16.0 // testscript and txtar, in tests
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3 // Discord's OpenAPI description, in tests
	github.com/schollz/progressbar/v3 v3.19.1 // progress in a terminal
	github.com/temoto/robotstxt v1.1.2 // what sites ask of programs
	github.com/yuin/goldmark v1.8.6 // Markdown
	golang.org/x/image v0.47.0 // fonts and drawing of the timeline picture
	golang.org/x/net v0.62.0 // HTML, charsets
	golang.org/x/sync v0.24.0 // bounded reading, single flight
	golang.org/x/term v0.47.0 // is it a terminal, and how wide
	golang.org/x/text v0.43.0 // NFC, folding, charsets, names of languages
	golang.org/x/time v0.16.0 // cooldowns
	gopkg.in/yaml.v3 v3.0.1 // front matter
)

require (
	github.com/RadhiFadlillah/whatlanggo v0.0.0-20240916001553-aac1f0f737fc // indirect
	github.com/RoaringBitmap/roaring/v2 v2.14.5 // indirect
	github.com/andybalholm/cascadia v1.3.2 // indirect
	github.com/araddon/dateparse v0.0.0-20210429162001-6b43995a97de // indirect
	github.com/bits-and-blooms/bitset v1.24.2 // indirect
	github.com/blevesearch/geo v0.2.6 // indirect
	github.com/blevesearch/go-faiss v1.1.5 // indirect
	github.com/blevesearch/go-porterstemmer v1.0.3 // indirect
	github.com/blevesearch/gtreap v0.1.1 // indirect
	github.com/blevesearch/mmap-go v1.2.0 // indirect
	github.com/blevesearch/segment v0.9.1 // indirect
	github.com/blevesearch/stempel v0.2.0 // indirect
	github.com/blevesearch/upsidedown_store_api v1.0.2 // indirect
	github.com/blevesearch/vellum v1.2.0 // indirect
	github.com/blevesearch/zapx/v11 v11.4.3 // indirect
	github.com/blevesearch/zapx/v12 v12.4.3 // indirect
	github.com/blevesearch/zapx/v13 v13.4.3 // indirect
	github.com/blevesearch/zapx/v14 v14.4.3 // indirect
	github.com/blevesearch/zapx/v15 v15.4.3 // indirect
	github.com/blevesearch/zapx/v16 v16.3.4 // indirect
	github.com/blevesearch/zapx/v17 v17.2.3 // indirect
	github.com/forPelevin/gomoji v1.2.0 // indirect
	github.com/go-shiori/dom v0.0.0-20230515143342-73569d674e1c // indirect
	github.com/go-shiori/go-readability v0.0.0-20241012063810-92284fa8a71f // indirect
	github.com/gogs/chardet v0.0.0-20211120154057-b7413eaefb8f // indirect
	github.com/golang/snappy v1.0.0 // indirect
	github.com/json-iterator/go v1.1.12 // indirect
	github.com/markusmobius/go-domdistiller v0.0.0-20240926050704-25b8d046ffb4 // indirect
	github.com/markusmobius/go-htmldate v1.9.1 // indirect
	github.com/mattn/go-colorable v0.1.13 // indirect
	github.com/mattn/go-isatty v0.0.22 // indirect
	github.com/mitchellh/colorstring v0.0.0-20190213212951-d06e56a500db // indirect
	github.com/mmcdole/goxpp/v2 v2.0.0 // indirect
	github.com/mschoch/smat v0.2.0 // indirect
	github.com/rs/zerolog v1.33.0 // indirect
	github.com/sergi/go-diff v1.3.2-0.20230802210424-5b0b94c5c0d3 // indirect
	github.com/yosssi/gohtml v0.0.0-20201013000340-ee4748c638f4 // indirect
	go.etcd.io/bbolt v1.4.0 // indirect
	golang.org/x/crypto v0.58.0 // indirect
	golang.org/x/exp/typeparams v0.0.0-20231108232855-2478ac86f678 // indirect
	golang.org/x/mod v0.41.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/tools v0.51.0 // indirect
	google.golang.org/protobuf v1.36.12 // indirect
	honnef.co/go/tools v0.8.2 // indirect
)

require (
	github.com/beorn7/perks v1.0.1 // indirect
	github.com/cespare/xxhash/v2 v2.3.0 // indirect
	github.com/modern-go/concurrent v0.0.0-20180306012644-bacd9c7ef1dd // indirect
	github.com/modern-go/reflect2 v1.0.2 // indirect
	github.com/munnerz/goautoneg v0.0.0-20191010083416-a7dc8b61c822 // indirect
	github.com/prometheus/client_model v0.6.3 // indirect
	github.com/prometheus/common v0.72.0 // indirect
	github.com/prometheus/procfs v0.22.0 // indirect
)

// .ci/run
tool honnef.co/go/tools/cmd/staticcheck

// It is never called, and costs every start 0.13 s: see the package.
replace github.com/markusmobius/go-htmldate => ./corpus/read/htmldate
