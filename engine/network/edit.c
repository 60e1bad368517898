#include "edit-private.h"

#include "text.h"

NnEdit *
nn_edit_apply (const NnEdit *edit, NnNetwork *network, GError **error)
{
  return edit->type->apply (edit, network, error);
}

char *
nn_edit_title (const NnEdit *edit, const NnNetwork *network)
{
  return edit->type->title (edit, network);
}

gboolean
nn_edit_merges (const NnEdit *earlier, const NnEdit *later)
{
  return earlier->type == later->type && earlier->type->merges != NULL && earlier->type->merges (earlier, later);
}

void
nn_edit_free (NnEdit *edit)
{
  if (edit == NULL)
    return;
  if (edit->type->clear != NULL)
    edit->type->clear (edit);
  g_free (edit);
}

/* Several edits as one. */
typedef struct
{
  NnEdit edit;
  char *title;
  GPtrArray *edits;   /* NnEdit, applied in this order */
} Group;

static const NnEditType group_type;

NnEdit *
nn_edit_group (char *title, GPtrArray *edits)
{
  Group *group = g_new0 (Group, 1);

  group->edit.type = &group_type;
  group->title = title;
  group->edits = edits;
  g_ptr_array_set_free_func (edits, (GDestroyNotify) nn_edit_free);
  return &group->edit;
}

NnEdit *
nn_edit_wrap (const char *title, NnEdit *first, ...)
{
  GPtrArray *edits = g_ptr_array_new ();
  va_list more;

  va_start (more, first);
  for (NnEdit *edit = first; edit != NULL; edit = va_arg (more, NnEdit *))
    g_ptr_array_add (edits, edit);
  va_end (more);
  return nn_edit_group (g_strdup (title), edits);
}

static NnEdit *
apply_group (const NnEdit *edit, NnNetwork *network, GError **error)
{
  const Group *group = (const Group *) edit;
  GPtrArray *inverses = g_ptr_array_new ();
  NnEdit *inverse = nn_edit_group (g_strdup (group->title), inverses);

  for (guint i = 0; i < group->edits->len; i++)
    {
      NnEdit *one = nn_edit_apply (g_ptr_array_index (group->edits, i), network, error);

      if (one == NULL)   /* All or none: what was done so far is taken back, which cannot fail. */
        {
          nn_edit_free (nn_edit_apply (inverse, network, NULL));
          nn_edit_free (inverse);
          return NULL;
        }
      g_ptr_array_insert (inverses, 0, one);   /* last done, first undone */
    }
  return inverse;
}

static char *
title_group (const NnEdit *edit, const NnNetwork *network)
{
  return g_strdup (((const Group *) edit)->title);
}

/* Several cards dragged together merge when each of them would. */
static gboolean
merges_group (const NnEdit *earlier, const NnEdit *later)
{
  const GPtrArray *a = ((const Group *) earlier)->edits;
  const GPtrArray *b = ((const Group *) later)->edits;

  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!nn_edit_merges (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  return TRUE;
}

static void
clear_group (NnEdit *edit)
{
  Group *group = (Group *) edit;

  g_free (group->title);
  g_ptr_array_unref (group->edits);
}

static const NnEditType group_type = {
  .apply = apply_group,
  .title = title_group,
  .merges = merges_group,
  .clear = clear_group,
};
