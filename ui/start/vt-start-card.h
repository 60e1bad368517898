/* VtStartCard: something to begin with, as a button: a picture, a title, a sentence, and a line with what it takes. */
#pragma once

#include <gtk/gtk.h>

#include "vt-preview.h"

G_BEGIN_DECLS

#define VT_TYPE_START_CARD (vt_start_card_get_type ())
G_DECLARE_FINAL_TYPE (VtStartCard, vt_start_card, VT, START_CARD, GtkWidget)

typedef struct
{
  const char *document;   /* opened when it is pressed: a file or "example:NAME"; NULL: */
  const char *action;     /* this is done instead */
  const char *icon;       /* in place of the picture, where there is no document */
  const char *title, *sentence, *foot;
  gboolean is_low;        /* the icon stands beside the words, not above them */
} VtStartOffer;

GtkWidget *vt_start_card_new       (const VtStartOffer *offer);
VtPreview *vt_start_card_preview   (VtStartCard *self);   /* (transfer none) NULL where there is no picture */
void       vt_start_card_set_theme (VtStartCard *self, const VtTheme *theme);
void       vt_start_card_focus     (VtStartCard *self);

G_END_DECLS
