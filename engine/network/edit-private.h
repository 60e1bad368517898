/* The inside of an edit: each type is a row and a struct that begins with NnEdit. Private to this room. */
#pragma once

#include "edit.h"

G_BEGIN_DECLS

typedef struct
{
  NnEdit *(*apply) (const NnEdit *edit, NnNetwork *network, GError **error);   /* (transfer full) the inverse */
  char *(*title) (const NnEdit *edit, const NnNetwork *network);               /* (transfer full) */
  gboolean (*merges) (const NnEdit *earlier, const NnEdit *later);             /* of the same type; NULL: never */
  void (*clear) (NnEdit *edit);                                                /* frees what it owns; NULL: nothing */
} NnEditType;

struct _NnEdit
{
  const NnEditType *type;
};

/* The same edits, at a place in the order of creation: how an inverse puts back what was there. */
NnEdit *nn_edit_restore_layer (const NnLayer *layer, guint index);
NnEdit *nn_edit_restore_wire  (const NnWire *wire, guint index);

static inline gboolean
nn_is_among (guint id, const guint *ids, guint n)
{
  for (guint i = 0; i < n; i++)
    if (ids[i] == id)
      return TRUE;
  return FALSE;
}

/* Whether the sheet holds a card or mark there. */
gboolean nn_edit_check_place (double x, double y, GError **error);

NnEdit *nn_edit_wrap (const char *title, NnEdit *first, ...) G_GNUC_NULL_TERMINATED;   /* a group of these; NULL ends it */

G_END_DECLS
