/**
 * VtView, VtPlan, VtNumbers:
 *
 * What a layer's card shows. A view is a row: a kind names its `view`, and of the rows with that id the first that fits the
 * data is taken, so that the same Dense layer shows tiles for points, curves for one number and bars for pictures.
 *
 * Three stages, each with what it needs and no more: plan() looks at the network and says sizes, places, texts and which
 * numbers are wanted; the owner copies those numbers; paint() draws from the plan and the copies alone.
 *
 * Sizes are pixels at 100 %, in the card's coordinates. Thread-safety: main thread (drawing text is not for others).
 */
#pragma once

#include "dataset.h"
#include "look.h"
#include "vt-map.h"
#include "vt-shape.h"
#include "vt-text.h"

G_BEGIN_DECLS

/* What a card stands for. Borrowed for the call. */
typedef struct
{
  const NnNetwork *network;
  const NnReport *report;    /* of that network */
  const NnDataInfo *data;    /* NULL: not known */
  const NnLayer *layer;      /* one of the network's */

  /* Of what a group holds: network and report are of that, then. */
  const NnNetwork *whole;    /* the network that the outermost group lies in; NULL: this is it */
  const char *where;         /* as in seat.h: "group_1.3."; NULL: in no group */
} VtSite;

typedef struct _VtView VtView;

typedef struct _VtPlan VtPlan;

/* A layer that a group's card shows inside, and a wire between two. Folded, parts are marks; open, they are cards that lie on the
 * group's, and wires begin and end at its edges where what arrives comes in and what it hands on leaves. */
typedef struct
{
  guint layer;                   /* its id inside */
  VtRect place;
  gboolean is_door;              /* where what arrives comes in: a mark of a folded group */
  VtPlan *plan;                  /* owned: its card, of an open group; may be taken */
  guint card;                    /* then: by which the scene knows that card */
  char *words;                   /* for who cannot see it: kind, shape and parameters; NULL: folded */
} VtPart;

#define VT_EDGE G_MAXUINT        /* in place of a part: the group's own edge */

typedef struct
{
  guint from, to;                /* by their places in the plan's parts */
  guint slot;                    /* of `to` */
} VtJoint;

/* A small arrow in a card's head. Clicked, a setting of its layer becomes another. */
typedef struct
{
  VtRect place;
  double dx, dy;                 /* which way it points: −1, 0 or 1 */
  const char *param;
  double value;
} VtKnob;

#define VT_PLAN_ITEMS 4
#define VT_PLAN_KNOBS 3
#define VT_SHOWN_UNITS 16        /* at most so many units of a layer are shown one by one */

/* The filters of a convolution: for each channel that one sees, a window of weights. */
typedef struct
{
  guint channels;                /* that each sees; 0: no filters */
  guint rows, columns;           /* of the window */
  guint per_group;               /* filters that see the same channels */
  gboolean is_stamp;             /* of a transposed one: channels come first in the weight */
} VtFilter;

struct _VtPlan
{
  const VtView *view;
  guint layer;                   /* id; of what a group holds, the one by which frames know it (inner-id.h) */
  double w, h;                   /* the card's size */
  double port_y;                 /* where its wires meet it, from its top */
  char *title;                   /* the layer's label */
  const char *icon;              /* symbolic icon name */
  char *fact;                    /* at the right of the head; or NULL */
  double fact_x;                 /* where it begins, on a wide card; 0: at the right */
  char *foot;
  gboolean counts;               /* the foot says the layer's parameters */
  char *waits_for;               /* not NULL: nothing can be shown yet; the whole phrase, "waiting for Dense 1" */
  gboolean is_small;             /* icon over the name, no body */

  GArray *cells;                 /* VtRect: a place for each unit shown */
  guint n_units;                 /* of the layer; the first cells->len of them are shown */
  gboolean has_neurons;          /* what it hands on comes from neurons of its own, one each */
  gboolean has_unit_ports;       /* weights are drawn as wires between these cells and the next card's */
  gboolean gives;                /* wires may leave it */
  gboolean takes;                /* wires may end at it */
  const char *const *inputs;     /* constant: what they bring, N_(); NULL: no names */
  guint n_in;                    /* ports for them: those that it needs, those that are wired, and one more where it takes more */

  GArray *parts, *joints;        /* VtPart, VtJoint: what is inside, of a group */
  guint pile;                    /* cards that show from under it: it stands several times in a row */
  gboolean is_frame;             /* an open group: the cards of its parts lie on it */
  guint repetition, times;       /* which of how many of a group is shown; 0: no open group */
  const VtView *summary;         /* a folded group: paints its result in the cells; NULL: it shows none */
  VtKnob knob[VT_PLAN_KNOBS];
  guint n_knobs;

  NnLookItem item[VT_PLAN_ITEMS];   /* the numbers wanted */
  guint n_items;
  int weight_item;               /* of [units][what arrives]; −1: none */
  int bias_item;                 /* of [units]: a small mark at each cell; −1: none */
  int result_item;               /* the layer's result for the example shown; −1: none */

  NnDataInfo *data;              /* a reference, or NULL */
  const NnField *input, *target; /* of the data: what an input hands on, what an output is asked for; of others the first. NULL without data */
  NnShape out;                   /* of the layer; rank 0: not known */
  guint columns, rows;           /* of the picture in each cell */
  guint features;                /* of a point that an input hands on (point-features.h), as bits */
  gboolean is_share;             /* predictions are probabilities */
  guint picture_channels;        /* of one picture as it is known: 1 is ink on paper, 3 are colours */
  VtFilter filter;
  guint filter_units;            /* filters of a layer whose units are not counted by them, as of a strip */
};

/* The numbers that a card shows: copies, so that drawing asks nobody. Zeroed by vt_numbers_init(). */
typedef struct
{
  GArray *item[VT_PLAN_ITEMS];   /* float; empty: not there (yet) */
  double limit[VT_PLAN_ITEMS];   /* of the colours: see vt_limit_grow(); since Reset; 0: all numbers were 0 */
  gboolean has_negative[VT_PLAN_ITEMS];   /* some number since Reset was below zero */
  GArray *input;                 /* float: the example itself */
  gint64 example;                /* its index; −1: given by hand */
  int right;                     /* its class; −1: none */
  double target;                 /* the number it asks for; NaN: none */
  double loss;                   /* NaN: none */
} VtNumbers;

/* A number that a card shows, as somebody points at it: VALUE with its place in the layer's result, LOSS, SHARE with its place in
 * [heads][steps][steps looked at], or WEIGHT with its place in the weight of that role. */
typedef struct
{
  NnWhyAbout about;              /* NOTHING: none */
  const char *role;              /* static string; NULL: not a weight */
  gsize index;
} VtCell;

struct _VtView
{
  const char *id;                /* what kinds name: "units" */
  const char *form;              /* of the rows with that id: "tiles" */
  gboolean (*fits) (const VtSite *site);   /* NULL: always; such a row is the last of its id */
  void (*plan) (const VtSite *site, VtPlan *plan);   /* title, icon, foot and data are set already */
  void (*paint) (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers);   /* the body; items may be empty */
  /* Which number is at x, y, and where one is. NULL: each of the plan's cells is the number of its unit. FALSE: none there. */
  gboolean (*cell_at) (const VtPlan *plan, double x, double y, VtCell *cell);
  gboolean (*cell_place) (const VtPlan *plan, const VtCell *cell, VtRect *place);
  /* The same of numbers that change places with what they are; asked first. NULL: all stand still. */
  gboolean (*moving_at) (const VtPlan *plan, const VtNumbers *numbers, double x, double y, VtCell *cell);
  gboolean (*moving_place) (const VtPlan *plan, const VtNumbers *numbers, const VtCell *cell, VtRect *place);
  void (*paint_waiting) (const VtPlan *plan, cairo_t *cr, const VtTheme *theme);   /* the body while the plan waits; NULL: dashed cells */
};

const VtView *const *vt_view_rows (guint *n);
const VtView        *vt_view_find (const VtSite *site);    /* never NULL: a view that is not there is drawn plain */
const VtView        *vt_view_pick (const VtSite *site, const char *id);   /* the same, of the rows with that id */
const VtKnob        *vt_plan_knob_at (const VtPlan *plan, double x, double y);   /* NULL: none */

VtPlan *vt_plan_new   (const VtSite *site);                /* (transfer full) */
void    vt_plan_free  (VtPlan *plan);
void    vt_plan_foresee (VtPlan *plan, const NnReport *report);   /* its parameters as another network would have them */
gboolean vt_plan_wants_same (const VtPlan *a, const VtPlan *b);   /* the same numbers: a new plan may keep the old copies */

typedef enum
{
  VT_CARD_CHOSEN = 1 << 0,
  VT_CARD_FOCUSED = 1 << 1,
  VT_CARD_ERROR = 1 << 2,
  VT_CARD_NO_ICON = 1 << 3,      /* the title takes the icon's place */
} VtCardState;

/* The card without its numbers: shadow, box, head; where it waits, the empty places and why. The icon's place stays empty. */
void vt_plan_paint_frame (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, VtCardState state);
/* The rest: numbers and foot, on the card's colour. */
void vt_plan_paint_body  (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers);
void vt_plan_paint_ring  (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, VtCardState state);   /* chosen and focus, 4 outside */
VtRect vt_plan_icon_place (const VtPlan *plan);
double vt_plan_unit_y     (const VtPlan *plan, guint unit);   /* where weight wires meet the card's edge */
VtRect vt_plan_body_place (const VtPlan *plan);            /* what paint_body() may touch: a rectangle of the card's colour before it */
const VtColour *vt_plan_ground (const VtPlan *plan, const VtTheme *theme);   /* that colour */
#define VT_RING_REACH 6.0                                  /* how far the ring goes beyond the card */

/* Numbers under the pointer, and under the keyboard's cursor (vt-cell.c). */
gboolean vt_plan_cell_at    (const VtPlan *plan, const VtNumbers *numbers, double x, double y, VtCell *cell);
gboolean vt_plan_cell_place (const VtPlan *plan, const VtNumbers *numbers, const VtCell *cell, VtRect *place);   /* FALSE: it is not shown */
gboolean vt_plan_cell_first (const VtPlan *plan, const VtNumbers *numbers, VtCell *cell);
gboolean vt_plan_cell_next  (const VtPlan *plan, const VtNumbers *numbers, int dx, int dy, VtCell *cell);        /* the next one in that direction; FALSE: none */
gboolean vt_plan_cell_beyond (const VtPlan *plan, const VtNumbers *numbers, int by, VtCell *cell);   /* the one at the same place of the picture so many further on; FALSE: there is none */
char    *vt_plan_number_name (const VtPlan *plan, gsize index);    /* (transfer full) of the layer's result: "neuron 3", "x", "row 9, column 6" */
char    *vt_plan_cell_name  (const VtPlan *plan, const VtCell *cell);   /* (transfer full) */
char    *vt_number_name     (const NnShape *shape, gsize index);   /* (transfer full) by its place in a block: "map 2, row 9, column 6" */
static inline gboolean
vt_cell_equal (const VtCell *a, const VtCell *b)
{
  return a->about == b->about && a->index == b->index && g_strcmp0 (a->role, b->role) == 0;
}

char    *vt_plan_filter_name (const VtPlan *plan, const VtCell *cell);  /* (transfer full) "filter 3, channel 2, row 1, column 2"; NULL: no weight of a filter */
char    *vt_layer_words      (const NnLayer *layer, const NnLayerReport *report);   /* (transfer full) kind, shape, parameters, and what it holds. report may be NULL */

void     vt_numbers_init     (VtNumbers *numbers);
void     vt_numbers_clear    (VtNumbers *numbers);         /* frees what it holds */
void     vt_numbers_forget   (VtNumbers *numbers);         /* the limits start anew: after Reset */
gboolean vt_numbers_set_item (VtNumbers *numbers, guint i, const float *values, gsize n);   /* copies; TRUE: they differ from the last */
/* What goes with the example rather than with the layer, as the plan's card has it: of all its input numbers the field that an input
 * hands on (of other layers all), and what an output is asked for. values may be NULL: as they were. example −1: given by hand. */
gboolean vt_numbers_set_input (VtNumbers *numbers, const VtPlan *plan, const float *values, gsize n);
void     vt_numbers_set_right (VtNumbers *numbers, const VtPlan *plan, const NnDataset *dataset, gint64 example);   /* dataset: may be NULL */

/* A limit for colours and widths: the smallest of … 0.8, 1, 1.5, 2, 3, 4, 6, 8, 10, 15 … that no finite number exceeds, and never less than
 * `limit`. */
double   vt_limit_grow       (double limit, const float *values, gsize n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPlan, vt_plan_free)

G_END_DECLS
