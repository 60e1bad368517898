/**
 * VtWork:
 *
 * What most commands begin with: a document, its data set and a trainer with its weights.
 */
#pragma once

#include "document.h"
#include "source.h"
#include "trainer.h"

G_BEGIN_DECLS

/* What the command line says instead of the document; zeroed: nothing. */
typedef struct
{
  char *data;          /* a data spec */
  int batch;
  gint64 seed;         /* −1: the document's; else training starts anew */
  char *backend;
  int threads;
} VtChoices;

typedef struct
{
  NnDocument *document;
  NnDataset *dataset;
  NnTrainer *trainer;
  NnDevice *device;    /* NULL: the processor */
  gboolean trained;    /* the document has weights, and the trainer goes on from them */
} VtWork;

NnDocument *vt_open_document (const char *path, const char *data, GError **error);   /* (transfer full) data NULL: its own */
gboolean    vt_work_open     (VtWork *work, const char *path, const VtChoices *choices, GError **error);
void        vt_work_close    (VtWork *work);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VtWork, vt_work_close)

G_END_DECLS
