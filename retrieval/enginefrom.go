package retrieval

import "context"

// AnswerFrom answers from a generation, whether it serves or not: golden
// questions are put to one before it does. The caller keeps g open.
func (e *Engine) AnswerFrom(ctx context.Context, g Generation, q Query) (Answer, error) {
	return e.answer(ctx, g, q)
}
