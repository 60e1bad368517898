/**
 * NnDocument:
 *
 * A network as a file: `.vitrine` is a safetensors file whose metadata key `vitrine` holds the document as JSON and whose
 * tensors, if any, are the weights; the same JSON alone is a file too. What resuming needs lies beside them: step and epoch
 * under the metadata key `vitrine.training`, the optimiser's state in tensors named "optimiser.*".
 *
 * Errors, each a sentence for the user: NN_ERROR_FORMAT, what was read is not a document; NN_ERROR_NEWER, a newer version
 * wrote it; NN_ERROR_ARGUMENT, a setting is out of its range, there is no such example, or what should be saved could not be opened again;
 * NN_ERROR_DATA, the file itself cannot be read or written.
 * Threads: any, as long as nobody changes the document meanwhile.
 */
#pragma once

#include "network.h"
#include "tensors.h"

G_BEGIN_DECLS

#define NN_DOCUMENT_VERSION 1

typedef struct
{
  NnNetwork *network;
  NnTensors *weights;    /* never NULL; empty for a document without */
  gint64 step, epoch;    /* trained so far; 0 without weights */
} NnDocument;

NnDocument *nn_document_new     (NnNetwork *network, NnTensors *weights);         /* (transfer full) takes both; weights may be NULL */
void        nn_document_free    (NnDocument *document);

char       *nn_network_to_json  (const NnNetwork *network);                       /* (transfer full) pretty, stable order */
NnNetwork  *nn_network_from_json (const char *text, gssize length, GError **error);   /* (transfer full) length in bytes; −1: up to the 0 */

NnDocument *nn_document_parse   (GBytes *bytes, GError **error);                  /* (transfer full) either form, by content */
NnDocument *nn_document_load    (const char *path, GError **error);               /* (transfer full) a file, or "example:NAME"; errors name the path */
GBytes     *nn_document_format  (const NnDocument *document, gboolean as_json, GError **error);   /* (transfer full) a file's bytes, if they could be opened again; as JSON without weights */
gboolean    nn_document_save    (const NnDocument *document, const char *path, GError **error);   /* by the name's end: .json without weights, else safetensors; atomic */

/* The built-in examples: JSON resources, in the list's order. */
typedef struct
{
  char *name;            /* "spiral" */
  char *title;
  char *note;            /* what it shows, in a sentence or two */
  char *sentence;        /* the same as one short sentence, for the gallery */
  gint64 minutes;        /* that looking into it takes */
} NnExample;

const NnExample *nn_examples     (guint *n);
NnNetwork       *nn_example_open (const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnDocument, nn_document_free)

G_END_DECLS
