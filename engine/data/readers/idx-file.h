/**
 * NnIdxFile:
 *
 * One open IDX file, plain or gzip: four bytes (0, 0, type, rank), the sizes as 32-bit big-endian numbers, then the
 * data, outermost size first (Yann LeCun's description of the MNIST files). Only unsigned bytes (type 8) are read.
 * What the header says is compared with the size on disk before any memory is taken for it.
 *
 * Errors: NN_ERROR_FORMAT or NN_ERROR_DATA, each a sentence that names the file and the byte. One thread at a time.
 */
#pragma once

#include <gio/gio.h>

#include "errors.h"

G_BEGIN_DECLS

#define NN_IDX_MAX_RANK 4

typedef struct
{
  char *name;               /* for sentences */
  guint rank;
  guint32 dim[NN_IDX_MAX_RANK];   /* each 1 or more */
  gsize size;               /* bytes of data that the header promises */
  GInputStream *stream;     /* unpacked; stands behind the header */
} NnIdxFile;

gboolean   nn_idx_looks_like (const char *path);                   /* its first bytes are an IDX header of bytes */
NnIdxFile *nn_idx_open       (const char *path, GError **error);   /* (transfer full) */
void       nn_idx_close      (NnIdxFile *file);
guint8    *nn_idx_read       (NnIdxFile *file, GError **error);    /* (transfer full) all of it, once: size bytes */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnIdxFile, nn_idx_close)

G_END_DECLS
