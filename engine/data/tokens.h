/**
 * Text as tokens:
 *
 * A vocabulary is a list of tokens, today the characters that occur, in the order of their code points; a text becomes the
 * index of each of its characters. Texts that are continued are cut into pieces of as many tokens as a *context* has; each
 * is an example, and asks for the tokens that follow each of its own.
 *
 * Thread-safety: any thread.
 */
#pragma once

#include "dataset.h"
#include "settings.h"

G_BEGIN_DECLS

#define NN_TOKEN_END "\003"   /* of a field that ends (NnField): token 0 */

/* The characters of a valid UTF-8 text. (transfer full) ends with NULL */
char      **nn_tokens_vocabulary (const char *text, gssize length);

/* Appends the index of each character, as floats. NN_ERROR_DATA names one that the field does not have. */
gboolean    nn_tokens_encode     (const NnField *field, const char *text, gssize length, GArray *tokens, GError **error);

/* The tokens written out again, one after the other; of a field that ends, what stands before the first end that follows a token of
 * the text. (transfer full) */
char       *nn_tokens_decode     (const NnField *field, const float *tokens, gsize n);

/* A token as it can be seen: "↵" for a new line, "␣" for a space; others as they are. */
const char *nn_token_sign        (const char *token);

/* Of a text that continues. n: pieces. info takes the vocabulary; both texts are translated. */
NnDataInfo *nn_text_info         (const char *title, gsize n, gint64 context, char **vocabulary);   /* (transfer full) */

/* How many pieces a text has besides the one that the last may be moved into; 0: too few tokens for one. */
gsize       nn_text_pieces       (gsize tokens, gint64 context);

#define NN_KNOB_CONTEXT \
  { .id = "context", .title = N_ ("Context"), \
    .blurb = N_ ("How many characters the network is given at once: it cannot look back further."), \
    .type = NN_PARAM_INT, .min = 2, .max = 4096, .initial = 64, .step = 8 }

G_END_DECLS
