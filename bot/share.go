package bot

// perArticle is how many characters of one article an answer shows, context
// included: attributed short quotation is lawful, republication is not.
const perArticle = 600

// share is how many characters a reply shows of each article, by its ID: at most
// perArticle.
type share map[string]int

// room is how many more may be shown of an article.
func (s share) room(article string) int { return perArticle - s[article] }

// take takes n characters of an article, or none where there is no room for all.
func (s share) take(article string, n int) bool {
	if n > s.room(article) {
		return false
	}
	s[article] += n
	return true
}
