/**
 * NnPoints:
 *
 * A student's own points, as a data set that is written out in its spec: "points:classes?-0.5,0.25,0;0.3,0.31,1". So the points
 * are saved in the document, and adding, moving or taking one away is an edit of the data like any other.
 *
 * Thread-safety: a value of one thread at a time.
 */
#pragma once

#include "source.h"

G_BEGIN_DECLS

typedef enum
{
  NN_POINTS_CLASSES,   /* places on the plane, each orange or blue */
  NN_POINTS_HEIGHTS,   /* places on the plane, each with a height */
  NN_POINTS_CURVE,     /* x, and the y to be fitted there */
  NN_POINTS_N_FORMS,
} NnPointsForm;

/* Out of range values are brought to the nearest that is within; all are rounded to what the spec holds. */
typedef struct
{
  double x, y;
  double target;       /* CLASSES: 0 or 1; HEIGHTS: the height; CURVE: not used, y is what should come out */
} NnSpot;

#define NN_POINTS_MOST 20000

typedef struct
{
  NnPointsForm form;
  GArray *spots;       /* NnSpot, 1 or more */
} NnPoints;

gboolean  nn_points_is          (const char *spec);                     /* whether it is a spec of own points */
NnPoints *nn_points_parse       (const char *spec, GError **error);     /* (transfer full) NN_ERROR_DATA names the point that is wrong */
char     *nn_points_format      (const NnPoints *points);               /* (transfer full) the spec */
void      nn_points_free        (NnPoints *points);

/* The examples of another set as own points, in the same order; NULL if they are not points of one of the forms. (transfer full) */
NnPoints *nn_points_from        (const NnDataset *dataset);
gboolean  nn_points_can         (const NnDataInfo *info);               /* whether that would be possible */

void      nn_points_add         (NnPoints *points, NnSpot spot);
void      nn_points_move        (NnPoints *points, guint i, double x, double y);
void      nn_points_remove      (NnPoints *points, guint i);            /* the last takes its place; the only one stays */
void      nn_points_start_afresh (NnPoints *points);                    /* two points, one of each kind */

/* For the rows of data: what such a spec promises, and its examples. */
NnDataInfo *nn_points_describe  (const char *spec, GError **error);
NnDataset  *nn_points_load      (const char *spec, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnPoints, nn_points_free)

G_END_DECLS
