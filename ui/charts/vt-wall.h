/**
 * VtWall:
 *
 * Examples as cards side by side, row below row: the picture (or the numbers) that goes in, the network's answer and whether it
 * is right. Geometry and drawing alone: which card lies where, which are in sight. Main thread. No GTK.
 */
#pragma once

#include "vt-shape.h"
#include "vt-subject.h"

G_BEGIN_DECLS

typedef struct _VtWall VtWall;

VtWall  *vt_wall_new    (gboolean brief);                          /* (transfer full) brief: pictures with the number, no answers below */
void     vt_wall_free   (VtWall *wall);

/* The examples, in this order. Pictures and answers so far are kept while the data set is the same. */
void     vt_wall_set    (VtWall *wall, const VtSubject *subject, const guint32 *examples, guint n);
void     vt_wall_forget (VtWall *wall);                            /* the pictures: colours changed */
/* The predictions of examples in sight, of one moment; replaces the last ones. TRUE: something looks different. */
gboolean vt_wall_answer (VtWall *wall, const VtSubject *subject, const guint32 *examples, guint n, const float *predictions);

/* Geometry for a width and height in pixels, scrolled down by `top` pixels. */
void     vt_wall_size   (VtWall *wall, double width, double height, double top);
double   vt_wall_height (const VtWall *wall);                      /* of all rows */
double   vt_wall_row    (const VtWall *wall);                      /* of one row */
guint    vt_wall_columns (const VtWall *wall);
guint    vt_wall_n      (const VtWall *wall);
guint32  vt_wall_example (const VtWall *wall, guint i);
void     vt_wall_sight  (const VtWall *wall, guint *first, guint *n);   /* the cards in sight */
VtRect   vt_wall_card   (const VtWall *wall, guint i);             /* where it is drawn */
int      vt_wall_at     (const VtWall *wall, double x, double y);  /* −1: no card there */

/* Makes the pictures of the cards in sight, so that drawing only paints. */
void     vt_wall_prepare (VtWall *wall, const VtSubject *subject, const VtTheme *theme);

typedef struct
{
  int hovered, focused;    /* cards; −1: none */
  gint64 shown;            /* the example that runs through the network */
} VtWallMarks;

void     vt_wall_draw   (VtWall *wall, cairo_t *cr, const VtSubject *subject, const VtTheme *theme, const VtWallMarks *marks);

/* In sight and answered: how many, and how many of them are right; right is −1 where there are no classes. */
guint    vt_wall_count  (VtWall *wall, const VtSubject *subject, int *right);
/* "Example 137: says cat (0.95), right." (transfer full) */
char    *vt_wall_words  (VtWall *wall, const VtSubject *subject, guint i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtWall, vt_wall_free)

G_END_DECLS
