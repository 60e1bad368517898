/**
 * VtScene:
 *
 * The network as it is drawn: a card for each layer with its plan and the numbers it shows, wires between cards, and bundles of
 * weight wires between the units of two cards. Geometry and hit tests only: the window's widgets and the command line's figures
 * are both made from it.
 *
 * Coordinates are the sheet's, in pixels at 100 %. Cards live as long as their layer does, across updates: others may keep a
 * pointer to one until the next update. Thread-safety: main thread.
 */
#pragma once

#include "vt-view.h"

G_BEGIN_DECLS

#define VT_PORT_SIZE 10.0
#define VT_WIRE_BEND 24.0       /* the least */
#define VT_ARROW_REACH 8.0      /* of an arrow's head beside its line */
#define VT_WEIGHT_WIRES 256     /* between two cards; of more only the strongest are drawn */

typedef struct
{
  guint layer;                  /* id; of what an open group holds: inner-id.h */
  guint frame;                  /* the open group on whose card it lies; 0: it lies on the sheet */
  VtRect rect;
  VtPlan *plan;                 /* owned */
  VtNumbers numbers;
  gboolean has_error;           /* an issue stands at this layer */
  gboolean wants_changed;       /* by the last update: its plan asks for other numbers than the one before */
  gboolean is_there;            /* in the network that the last update followed */
  char *name;                   /* its title; on a frame, with the group's: "Stage 1: Conv 2D 1" */
  char *words;                  /* kind, shape, parameters and what it is wired to: for who cannot see it */
} VtSceneCard;

typedef enum
{
  VT_WIRE_FINE,
  VT_WIRE_WAITING,              /* what it will carry is not known yet */
  VT_WIRE_ERROR,                /* what it carries does not fit */
} VtWireState;

typedef struct
{
  guint from, to, slot;         /* layer ids; from or to the group where what arrives comes in, or leaves */
  guint frame;                  /* the open group on whose card it lies; 0: it lies on the sheet, and can be chosen */
  double x0, y0, x1, y1;        /* a cubic; control points half the horizontal distance away */
  VtWireState state;
  gboolean is_short;            /* the text stands above it, without a box */
  char *words;                  /* "8 numbers" */
  char *text;                   /* what is drawn: the words, or shorter */
  double text_width;            /* of the pill that it needs */
  VtRect label;
} VtSceneWire;

/* A note or an arrow. */
typedef struct
{
  guint id;
  NnMarkKind kind;
  VtRect rect;                  /* of the note's box, or around the arrow with its head */
  double x0, y0, x1, y1;        /* ARROW: tail and head */
  char *text;
} VtSceneMark;

typedef struct
{
  VtSceneCard *from, *to;
  VtRect bounds;                /* of all its wires, with their width */
} VtSceneBundle;

/* One weight as it is drawn. */
typedef struct
{
  double x0, y0, x1, y1;
  double size;                  /* |w| ÷ cap, 0 to 1 */
  gboolean is_positive;
  guint from, to;               /* the units it runs between */
} VtWeightLine;

typedef struct
{
  GPtrArray *cards;             /* VtSceneCard, in the network's order of creation */
  GArray *wires;                /* VtSceneWire */
  GArray *bundles;              /* VtSceneBundle */
  GPtrArray *marks;             /* VtSceneMark, later ones lie above */
  VtRect bounds;                /* of all of them */
} VtScene;

VtScene     *vt_scene_new      (void);                              /* (transfer full) empty */
void         vt_scene_free     (VtScene *scene);

/* Follows the network. Cards whose layers still want the same numbers keep theirs. data may be NULL. */
void         vt_scene_update   (VtScene *scene, const NnNetwork *network, const NnReport *report, const NnDataInfo *data);
void         vt_scene_foresee  (VtScene *scene, const NnReport *report);   /* shapes and parameters as they would be; undone by the next update */
void         vt_scene_move     (VtScene *scene, guint id, double x, double y);   /* a card or mark, while it is dragged; then… */
void         vt_scene_route    (VtScene *scene);                    /* …the wires follow */
void         vt_scene_set_mark (VtSceneMark *mark, const NnMark *row);   /* its geometry and text */

VtSceneCard *vt_scene_card     (const VtScene *scene, guint layer);        /* NULL if there is none */
VtSceneCard *vt_scene_card_at  (const VtScene *scene, double x, double y); /* the topmost, or NULL */
VtSceneCard *vt_scene_ground   (const VtScene *scene, VtSceneCard *card);  /* the card on the sheet that it lies on; itself, if it lies there. NULL-safe */
VtSceneMark *vt_scene_mark     (const VtScene *scene, guint id);           /* NULL if there is none */
VtSceneMark *vt_scene_mark_at  (const VtScene *scene, double x, double y, double within);   /* the topmost, or NULL; within: of an arrow's line */
gboolean     vt_scene_place    (const VtScene *scene, guint id, VtRect *rect);   /* of a card or mark */
VtSceneWire *vt_scene_wire     (const VtScene *scene, guint from, guint to, guint slot);
VtSceneWire *vt_scene_wire_at  (const VtScene *scene, double x, double y, double within);   /* the nearest within that distance, or NULL */
/* The card whose port it is, among those that lie on that open group, on the sheet (0) or anywhere; NULL: none. */
#define VT_ANY_FRAME G_MAXUINT
VtSceneCard *vt_scene_output_at (const VtScene *scene, guint frame, double x, double y, double within);
VtSceneCard *vt_scene_input_at (const VtScene *scene, guint frame, double x, double y, double within, guint *slot);
void         vt_scene_output   (const VtSceneCard *card, double *x, double *y);
void         vt_scene_input    (const VtSceneCard *card, guint slot, double *x, double *y);
double       vt_plan_input_y   (const VtPlan *plan, guint slot);    /* of its port, on the card */
double       vt_wire_bend      (double x0, double x1);              /* how far the control points lie from the ends */
double       vt_wire_distance  (const VtSceneWire *wire, double x, double y);   /* of the point from it */
void         vt_wire_point     (const VtSceneWire *wire, double t, double *x, double *y);   /* t from 0 to 1 along it */

/* The cap of the weight wires' widths: one for all bundles, of the weights shown since Reset; 1 where there are none. */
double       vt_scene_weight_cap (const VtScene *scene);
guint        vt_bundle_n_weights (const VtSceneBundle *bundle);            /* between the units shown */
GArray      *vt_bundle_lines   (const VtSceneBundle *bundle, double cap);  /* (transfer full) VtWeightLine, thin ones first; empty without numbers */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtScene, vt_scene_free)

G_END_DECLS
