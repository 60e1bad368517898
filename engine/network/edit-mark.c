/* Edits of what is written on the sheet: notes and arrows. */
#include "edit-private.h"

#include "bounds.h"
#include "errors.h"
#include "network-private.h"
#include "text.h"

#include <math.h>

typedef enum
{
  ADD,
  REMOVE,
  SET,
} Verb;

static const char *const titles[][2] = {
  [ADD] = { [NN_MARK_NOTE] = N_ ("Add note"), [NN_MARK_ARROW] = N_ ("Add arrow") },
  [REMOVE] = { [NN_MARK_NOTE] = N_ ("Remove note"), [NN_MARK_ARROW] = N_ ("Remove arrow") },
  [SET] = { [NN_MARK_NOTE] = N_ ("Edit note"), [NN_MARK_ARROW] = N_ ("Edit arrow") },
};

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, NN_ERROR, NN_ERROR_ARGUMENT, sentence);
  return FALSE;
}

static gboolean
check_mark (const NnMark *mark, GError **error)
{
  if (!nn_edit_check_place (mark->x, mark->y, error))
    return FALSE;
  if (!nn_mark_size_fits (mark->kind, mark->w, mark->h))
    return refuse (error, _ ("A note or an arrow cannot be that large or that small."));
  if (!nn_mark_text_fits (mark->text))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT, _ ("A note has at most %d letters."), NN_LONGEST_TEXT);
      return FALSE;
    }
  return TRUE;
}

static guint
find_mark (const NnNetwork *network, guint id, GError **error)
{
  const guint i = nn_network_mark_index (network, id);

  if (i == nn_network_n_marks (network))
    refuse (error, _ ("That note or arrow is not there any more."));
  return i;
}

/* Add. */
typedef struct
{
  NnEdit edit;
  NnMark *mark;
  guint index;   /* place in the order of creation; G_MAXUINT: last */
} PutMark;

static const NnEditType add_type;

static NnEdit *
make_put (const NnEditType *type, const NnMark *mark, guint index)
{
  PutMark *put = g_new0 (PutMark, 1);

  put->edit.type = type;
  put->mark = nn_mark_copy (mark);
  put->index = index;
  return &put->edit;
}

NnEdit *
nn_edit_add_mark (const NnMark *mark)
{
  return make_put (&add_type, mark, G_MAXUINT);
}

static NnEdit *
apply_add (const NnEdit *edit, NnNetwork *network, GError **error)
{
  const PutMark *put = (const PutMark *) edit;
  const guint id = put->mark->id;

  if (id == 0 || nn_network_mark (network, id) != NULL || nn_network_layer (network, id) != NULL)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT, _ ("There already is something with the number %u."), id);
      return NULL;
    }
  if (nn_network_n_marks (network) >= NN_MOST_MARKS)
    {
      g_set_error (error,
                   NN_ERROR,
                   NN_ERROR_ARGUMENT,
                   _ ("A sheet has at most %d notes and arrows: remove one first."),
                   NN_MOST_MARKS);
      return NULL;
    }
  if (!check_mark (put->mark, error))
    return NULL;
  network->next_id = MAX (network->next_id, id + 1);
  g_ptr_array_insert (network->marks, (int) MIN (put->index, network->marks->len), nn_mark_copy (put->mark));
  return nn_edit_remove_mark (id);
}

static char *
title_add (const NnEdit *edit, const NnNetwork *network)
{
  return g_strdup (nn_text (titles[ADD][((const PutMark *) edit)->mark->kind]));
}

static void
clear_put (NnEdit *edit)
{
  nn_mark_free (((PutMark *) edit)->mark);
}

static const NnEditType add_type = {
  .apply = apply_add,
  .title = title_add,
  .clear = clear_put,
};

/* Remove. */
typedef struct
{
  NnEdit edit;
  guint id;
} RemoveMark;

static const NnEditType remove_type;

NnEdit *
nn_edit_remove_mark (guint id)
{
  RemoveMark *remove = g_new0 (RemoveMark, 1);

  remove->edit.type = &remove_type;
  remove->id = id;
  return &remove->edit;
}

static NnEdit *
apply_remove (const NnEdit *edit, NnNetwork *network, GError **error)
{
  const guint i = find_mark (network, ((const RemoveMark *) edit)->id, error);
  NnEdit *inverse;

  if (i == nn_network_n_marks (network))
    return NULL;
  inverse = make_put (&add_type, nn_network_mark_at (network, i), i);
  g_ptr_array_remove_index (network->marks, i);
  return inverse;
}

static char *
title_remove (const NnEdit *edit, const NnNetwork *network)
{
  const NnMark *mark = nn_network_mark (network, ((const RemoveMark *) edit)->id);

  return g_strdup (nn_text (titles[REMOVE][mark != NULL ? mark->kind : NN_MARK_NOTE]));
}

static const NnEditType remove_type = {
  .apply = apply_remove,
  .title = title_remove,
};

/* Set. */
static const NnEditType set_type;

NnEdit *
nn_edit_set_mark (const NnMark *mark)
{
  return make_put (&set_type, mark, G_MAXUINT);
}

static NnEdit *
apply_set (const NnEdit *edit, NnNetwork *network, GError **error)
{
  const NnMark *mark = ((const PutMark *) edit)->mark;
  const guint i = find_mark (network, mark->id, error);
  NnEdit *inverse;

  if (i == nn_network_n_marks (network) || !check_mark (mark, error))
    return NULL;
  inverse = nn_edit_set_mark (nn_network_mark_at (network, i));
  nn_mark_free (network->marks->pdata[i]);
  network->marks->pdata[i] = nn_mark_copy (mark);
  return inverse;
}

static char *
title_set (const NnEdit *edit, const NnNetwork *network)
{
  return g_strdup (nn_text (titles[SET][((const PutMark *) edit)->mark->kind]));
}

static gboolean
merges_set (const NnEdit *earlier, const NnEdit *later)
{
  return ((const PutMark *) earlier)->mark->id == ((const PutMark *) later)->mark->id;
}

static const NnEditType set_type = {
  .apply = apply_set,
  .title = title_set,
  .merges = merges_set,
  .clear = clear_put,
};
