/**
 * VtPage, VtPageRow:
 *
 * A page of the lower area: a group with its title as accessible name, in which one image of the same name is drawn, described
 * in words. A page works only while it is on the screen: then, and only then, it asks the session for what it shows, copies
 * what arrives into fields of its own and draws from those alone.
 *
 * Pages are rows: one file per page, found through the list in ui/charts/meson.build.
 */
#pragma once

#include <gtk/gtk.h>

#include "vt-shape.h"
#include "vt-subject.h"

G_BEGIN_DECLS

#define VT_TYPE_PAGE (vt_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (VtPage, vt_page, VT, PAGE, GtkBox)

typedef struct
{
  const char *id;
  const char *title;      /* N_("Curves"): name of the tab, the panel and the picture */
  int width;              /* px it needs beside others */
  gboolean grows;         /* it has use for more */
  guint rank;             /* the page with the highest that makes sense for the data opens by itself; 0: never */
  const char *(*unavailable) (const NnDataInfo *info);   /* translated: why it makes no sense for this data; NULL: it does. info may be NULL */
  GType (*get_type) (void);
} VtPageRow;

const VtPageRow *const *vt_page_rows (guint *n);

struct _VtPageClass
{
  GtkBoxClass parent_class;

  guint period;                   /* ms: while it trains, take() comes no more often; 0: with every frame */
  void (*build) (VtPage *self);   /* once, when the session is known: widgets of its own; optional */
  void (*ask)  (VtPage *self);    /* the subject is new, or the page came on the screen: want what it shows, forget the rest */
  void (*take) (VtPage *self);    /* a frame or points arrived: copy what is shown; vt_page_redraw() if it changed */
  void (*draw) (VtPage *self, cairo_t *cr, double width, double height);   /* not called for pictures that draw themselves */
  char *(*words) (VtPage *self);  /* (transfer full) what the picture shows, in words; not called before there is a subject */
  void (*theme) (VtPage *self);   /* colours changed; optional */
  void (*rest) (VtPage *self);    /* it left the screen: whatever else asks for it stops; optional */
};

VtPage          *vt_page_new       (const VtPageRow *row, VtSession *session);   /* floating, as widgets are */
VtSession       *vt_page_session   (VtPage *self);
const VtSubject *vt_page_subject   (VtPage *self);    /* never NULL while the page is on the screen */
const VtTheme   *vt_page_theme     (VtPage *self);
void             vt_page_set_theme (VtPage *self, const VtTheme *theme);
GtkWidget       *vt_page_picture   (VtPage *self);    /* the image: put controllers on it */
/* What is drawn is drawn in pixels at 100 % of the text's size, and scaled: the picture's size so measured, and the pointer's place. */
void             vt_page_extent    (VtPage *self, double *width, double *height);
double           vt_page_scale     (VtPage *self);    /* pixels of the widget in one of them */
void             vt_page_redraw    (VtPage *self);    /* what it shows changed: the words follow, at most four times a second */

/* Switches of the page, shown at the right end of the tabs while it is open; empty unless filled. */
GtkWidget       *vt_page_options   (VtPage *self);
GtkWidget       *vt_page_add_switch (VtPage *self, const char *label, const char *blurb, GCallback toggled);   /* a toggle button; toggled (button, page) */

/* What the page waits for before anything else: a network that runs, data. NULL: it can be drawn. */
const char      *vt_page_reason    (VtPage *self);
/* The same for the data alone: what a page can show of it without a network's answers, it shows; and then what it says besides. */
const char      *vt_page_data_reason (VtPage *self);
gboolean         vt_page_has_data_only (VtPage *self);
const char      *vt_page_data_sentence (VtPage *self);
void             vt_page_say       (VtPage *self, cairo_t *cr, const VtRect *where, const char *sentence);   /* where a picture will be */
/* A column of widgets beside the picture, to be scrolled where it is higher than the page. */
GtkWidget       *vt_page_scroll    (GtkWidget *column);
/* In take() and ask(): the data set is another one than before; what was copied belongs to no example any more. */
gboolean         vt_page_data_changed (VtPage *self);
/* Another widget than the drawing area of its own becomes the page's picture; `holder`, which holds it, takes its place. */
void             vt_page_set_picture (VtPage *self, GtkWidget *holder, GtkWidget *picture);

G_END_DECLS
