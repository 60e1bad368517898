/**
 * VtGallery:
 *
 * A scrolling wall of examples with the network's answers. It asks the session for the predictions of what is in sight alone,
 * or shows the answers that it is given. A click, or Enter on the card with the focus, makes that example the one that runs through the network.
 *
 * Its picture is an image for screen readers; the owner gives it a name and a description: "changed" is emitted when the words
 * are other ones.
 */
#pragma once

#include <gtk/gtk.h>

#include "vt-subject.h"
#include "vt-theme.h"

G_BEGIN_DECLS

#define VT_TYPE_GALLERY (vt_gallery_get_type ())
G_DECLARE_FINAL_TYPE (VtGallery, vt_gallery, VT, GALLERY, GtkBox)

GtkWidget *vt_gallery_new       (VtSession *session, gboolean brief);
GtkWidget *vt_gallery_picture   (VtGallery *self);                 /* (transfer none) the drawing area */
void       vt_gallery_set_theme (VtGallery *self, const VtTheme *theme);

/* Which examples, of which subject (borrowed until the next call). Scrolls up when the subject's data is new. */
void       vt_gallery_show      (VtGallery *self, const VtSubject *subject, const guint32 *examples, guint n);
/* The same with the answers they were chosen by: predictions is [n][subject->size]. Nothing is asked, no other answer drawn. */
void       vt_gallery_show_answered (VtGallery *self, const VtSubject *subject, const guint32 *examples, guint n,
                                     const float *predictions);
void       vt_gallery_set_hint  (VtGallery *self, const char *hint);   /* written where there is no card */
void       vt_gallery_take      (VtGallery *self);                 /* a frame came */
void       vt_gallery_rest      (VtGallery *self);                 /* stops asking, until the next show */
char      *vt_gallery_words     (VtGallery *self);                 /* (transfer full) what is in sight, or the card with the focus */

G_END_DECLS
