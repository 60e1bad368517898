/**
 * VtExport:
 *
 * What a network can be written as, for others than Vitrine: rows, for the window and for the command line.
 */
#pragma once

#include "document.h"
#include "trainer.h"

G_BEGIN_DECLS

/* What is to be written. */
typedef struct
{
  const NnDocument *document;
  NnTrainer *trainer;      /* with its weights; NULL: it does not run */
  gsize example;           /* of its data: the one that runs through the picture */
  const char *from;        /* where the document is from, for errors */
} VtExported;

typedef struct _VtExport VtExport;

struct _VtExport
{
  const char *id;          /* "svg": on the command line, and how files of it end */
  const char *title, *about;
  gboolean draws;          /* wants the trainer */
  gboolean (*write) (const VtExport *row, const VtExported *what, const char *path, GError **error);   /* main thread; whole or not at all */
};

const VtExport *vt_exports (guint *n);

G_END_DECLS
