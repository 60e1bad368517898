/**
 * NnDocument:
 *
 * A network as a file: `.vitrine` is a safetensors file whose metadata key `vitrine` holds the document as JSON and whose
 * tensors, if any, are the weights; the same JSON alone is a file too. `training` carries what resuming needs (optimiser
 * state, step, epoch) under the metadata key `vitrine.training` and tensors named "optimiser.*".
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
NnNetwork  *nn_network_from_json (const char *text, gssize length, GError **error);

NnDocument *nn_document_parse   (GBytes *bytes, GError **error);                  /* either form, by content */
NnDocument *nn_document_load    (const char *path, GError **error);               /* a file, or "example:NAME"; errors name the path */
gboolean    nn_document_save    (const NnDocument *document, const char *path, GError **error);   /* by the name's end: .json without weights, else safetensors; atomic */

/* The built-in examples: JSON resources, in the list's order. */
typedef struct
{
  char *name;            /* "spiral" */
  char *title;
  char *note;            /* what it shows, in a sentence or two */
} NnExample;

const NnExample *nn_examples     (guint *n);
NnNetwork       *nn_example_open (const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnDocument, nn_document_free)

G_END_DECLS
