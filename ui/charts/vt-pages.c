#include "vt-pages.h"

#include "text.h"
#include "vt-curves-page.h"
#include "vt-look.h"
#include "vt-page-rows.h"
#include "vt-rows.h"

#define TABS_HEIGHT 42
#define HEIGHT 194         /* of a page, at 100 % of the text's size */
#define TALLER 0.5         /* how much of the growth of text a page's height takes part in: the sheet needs room, too */
#define SHARE 0.27         /* of the window's height, at most; but … */
#define LEAST 0.6          /* … no less than so much of a page: a low window leaves most to the sheet */
#define SEPARATOR 1
#define GUESSED_WIDTH 1440 /* before the first size is known */

typedef struct
{
  const VtPageRow *row;
  VtPage *page;
  GtkWidget *tab;
  GtkWidget *separator;      /* at its left end, where another page stands there */
  gboolean is_shown;         /* it is open, and there is room for it */
} Leaf;

struct _VtPages
{
  GtkWidget parent_instance;

  VtSession *session;
  GArray *leaves;            /* Leaf */
  GPtrArray *open;           /* Leaf, in the order in which they were opened; never empty */
  GtkWidget *bar, *tabs, *options;
  GtkWidget *ends;           /* the options and what follows them, in one row */
  GtkCssProvider *colours;
  char *hidden;              /* what the document hides, as last seen */
  gboolean is_asked;         /* somebody chose the pages: they are not changed for better ones */
  int width;                 /* as last allocated */
  int window_height;         /* 0: not known yet */
  guint settle_id;
};

G_DEFINE_FINAL_TYPE (VtPages, vt_pages, GTK_TYPE_WIDGET)

static const VtPageRow *const rows[] = {
#define VT_ROW(id) &vt_page_##id,
#include "vt-page-rows.inc"
#undef VT_ROW
};

const VtPageRow *const *
vt_page_rows (guint *n)
{
  *n = G_N_ELEMENTS (rows);
  return rows;
}

static Leaf *
get_leaf (VtPages *self, guint i)
{
  return &g_array_index (self->leaves, Leaf, i);
}

static const char *
get_reason (VtPages *self, const Leaf *leaf)
{
  g_autoptr (NnDataInfo) info = NULL;

  if (leaf->row->unavailable == NULL)
    return NULL;
  info = vt_subject_describe (self->session, NULL);
  return leaf->row->unavailable (info);
}

/* Tabs and switches follow what is shown. Not while sizes are given out: it may ask for sizes again. */
static void
settle (VtPages *self)
{
  for (guint i = 0; i < self->leaves->len; i++)
    {
      const Leaf *leaf = get_leaf (self, i);
      const gboolean shown = leaf->is_shown;

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (leaf->tab), shown);
      gtk_accessible_update_state (GTK_ACCESSIBLE (leaf->tab), GTK_ACCESSIBLE_STATE_SELECTED, shown, -1);
      gtk_widget_set_visible (vt_page_options (leaf->page), shown);
    }
}

static gboolean
settle_cb (gpointer data)
{
  VtPages *self = data;

  self->settle_id = 0;
  settle (self);
  return G_SOURCE_REMOVE;
}

static Leaf *
get_newest (VtPages *self)
{
  return g_ptr_array_index (self->open, self->open->len - 1);
}

static double
get_scale (void)
{
  return vt_look_text_scale (vt_look_get ());
}

static int
get_wish (const Leaf *leaf)
{
  return (int) (leaf->row->width * get_scale ());
}

/* Which of the open pages stand side by side in so much width: the newest in any case, then the others as long as they fit. */
static void
fit (VtPages *self, int width)
{
  int left = width - get_wish (get_newest (self));

  for (guint i = 0; i < self->leaves->len; i++)
    get_leaf (self, i)->is_shown = FALSE;
  get_newest (self)->is_shown = TRUE;
  for (guint i = 0; i + 1 < self->open->len; i++)
    {
      Leaf *leaf = g_ptr_array_index (self->open, i);

      leaf->is_shown = get_wish (leaf) + SEPARATOR <= left;
      if (leaf->is_shown)
        left -= get_wish (leaf) + SEPARATOR;
    }
}

static void
arrange (VtPages *self)
{
  fit (self, self->width);
  settle (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static gboolean
fits_too (VtPages *self, const Leaf *leaf)
{
  int width = get_wish (leaf);

  for (guint i = 0; i < self->open->len; i++)
    width += get_wish (g_ptr_array_index (self->open, i)) + SEPARATOR;
  return width <= self->width;
}

/* Beside those that are open; where there is no room left, the newest makes way. One that is open already is the newest from now on. */
static void
open_leaf (VtPages *self, Leaf *leaf)
{
  g_ptr_array_remove (self->open, leaf);
  if (self->open->len > 0 && !fits_too (self, leaf))
    g_ptr_array_remove_index (self->open, self->open->len - 1);
  g_ptr_array_add (self->open, leaf);
  arrange (self);
}

/* One page stays open. */
static void
close_leaf (VtPages *self, Leaf *leaf)
{
  if (self->open->len > 1)
    g_ptr_array_remove (self->open, leaf);
  arrange (self);
}

static void
toggle_leaf (VtPages *self, Leaf *leaf)
{
  self->is_asked = TRUE;
  if (leaf->is_shown)
    close_leaf (self, leaf);
  else
    open_leaf (self, leaf);
}

static Leaf *
find_leaf (VtPages *self, GtkWidget *tab)
{
  for (guint i = 0; i < self->leaves->len; i++)
    if (get_leaf (self, i)->tab == tab)
      return get_leaf (self, i);
  return NULL;
}

static void
tab_cb (GtkButton *tab, VtPages *self)
{
  self->is_asked = TRUE;
  open_leaf (self, find_leaf (self, GTK_WIDGET (tab)));
}

/* With Ctrl a click opens or closes, twice it leaves this page alone: before the button takes it. */
static void
tab_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, VtPages *self)
{
  Leaf *leaf = find_leaf (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));
  const GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  if (state & GDK_CONTROL_MASK)
    toggle_leaf (self, leaf);
  else if (n_press == 2)
    {
      g_ptr_array_set_size (self->open, 0);
      open_leaf (self, leaf);
    }
  else
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

/* Arrow keys walk along the tabs; Delete closes the page. */
static gboolean
tabs_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, VtPages *self)
{
  Leaf *leaf = find_leaf (self, gtk_widget_get_focus_child (self->tabs));

  if (key == GDK_KEY_Delete && leaf != NULL && leaf->is_shown)
    close_leaf (self, leaf);
  else if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    gtk_widget_child_focus (self->tabs, key == GDK_KEY_Left ? GTK_DIR_LEFT : GTK_DIR_RIGHT);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static gboolean
is_hidden (VtPages *self, const Leaf *leaf)
{
  g_autofree char *control = g_strdup_printf ("page-%s", leaf->row->id);

  return nn_network_hides (vt_session_network (self->session), control);
}

static Leaf *
find_best (VtPages *self)
{
  Leaf *best = get_leaf (self, 0);

  for (guint i = 1; i < self->leaves->len; i++)
    if (get_leaf (self, i)->row->rank > best->row->rank && !is_hidden (self, get_leaf (self, i)) && get_reason (self, get_leaf (self, i)) == NULL)
      best = get_leaf (self, i);
  return best;
}

/* The curves, which make sense for all data, are what is left. */
static void
close_senseless (VtPages *self)
{
  const guint n = self->open->len;

  for (guint i = self->open->len; i-- > 0;)
    if (get_reason (self, g_ptr_array_index (self->open, i)) != NULL)
      g_ptr_array_remove_index (self->open, i);
  if (self->open->len == n)
    return;
  if (self->open->len == 0)
    g_ptr_array_add (self->open, get_leaf (self, 0));
  self->is_asked = FALSE;
  arrange (self);
}

static void
open_best (VtPages *self)
{
  Leaf *best = find_best (self);

  if (best == get_newest (self))
    return;
  g_ptr_array_set_size (self->open, 0);
  if (!is_hidden (self, get_leaf (self, 0)))
    g_ptr_array_add (self->open, get_leaf (self, 0));
  open_leaf (self, best);
}

/* Tabs of pages that the document hides are away; where they are the only ones open, another opens. */
static void
hide_leaves (VtPages *self)
{
  for (guint i = 0; i < self->leaves->len; i++)
    {
      const gboolean hidden = is_hidden (self, get_leaf (self, i));

      gtk_widget_set_visible (get_leaf (self, i)->tab, !hidden);
      if (hidden)
        g_ptr_array_remove (self->open, get_leaf (self, i));
    }
  for (guint i = 0; i < self->leaves->len && self->open->len == 0; i++)
    if (!is_hidden (self, get_leaf (self, i)) && get_reason (self, get_leaf (self, i)) == NULL)
      g_ptr_array_add (self->open, get_leaf (self, i));
  if (self->open->len == 0)
    g_ptr_array_add (self->open, get_leaf (self, 0));
  arrange (self);
}

static void
data_cb (VtPages *self)
{
  for (guint i = 0; i < self->leaves->len; i++)
    {
      const Leaf *leaf = get_leaf (self, i);
      const char *reason = get_reason (self, leaf);

      gtk_widget_set_sensitive (leaf->tab, reason == NULL);
      gtk_widget_set_tooltip_text (leaf->tab, reason != NULL ? reason : _("Opens beside the others; Ctrl+click closes, a double click shows it alone"));
    }
  close_senseless (self);
  if (!self->is_asked)
    open_best (self);
  if (g_strcmp0 (self->hidden, nn_network_hidden (vt_session_network (self->session))) == 0)
    return;
  g_free (self->hidden);
  self->hidden = g_strdup (nn_network_hidden (vt_session_network (self->session)));
  hide_leaves (self);
}

/* One row of tabs and switches, or more where they have no room side by side. */
static int
get_tabs_height (VtPages *self, int width)
{
  int height;

  gtk_widget_measure (self->bar, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return MAX (height, TABS_HEIGHT);
}

static int
get_page_height (VtPages *self)
{
  const double full = HEIGHT * (1.0 + TALLER * MAX (get_scale () - 1.0, 0.0));

  return (int) (self->window_height > 0 ? CLAMP (SHARE * self->window_height, LEAST * full, full) : full);
}

static void
layout_cb (VtPages *self, int width, int height)
{
  const int before = get_page_height (self);

  self->window_height = height;
  if (get_page_height (self) != before)
    gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
vt_pages_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vt_pages_parent_class)->realize (widget);
  g_signal_connect_object (gtk_native_get_surface (gtk_widget_get_native (widget)), "layout", G_CALLBACK (layout_cb), widget,
                           G_CONNECT_SWAPPED);
}

static GtkSizeRequestMode
vt_pages_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
vt_pages_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                  int *minimum_baseline, int *natural_baseline)
{
  VtPages *self = VT_PAGES (widget);
  const int tabs = orientation == GTK_ORIENTATION_VERTICAL ? get_tabs_height (self, for_size >= 0 ? for_size : self->width) : 0;

  gtk_widget_measure (self->bar, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = tabs + get_page_height (self);
  for (guint i = 0; i < self->leaves->len; i++)
    {
      int least, wish;

      gtk_widget_measure (GTK_WIDGET (get_leaf (self, i)->page), orientation, -1, &least, &wish, NULL, NULL);
      *minimum = MAX (*minimum, least + tabs);
      *natural = MAX (*natural, *minimum);
    }
}

static void
place (GtkWidget *child, int x, int y, int width, int height)
{
  int least, wish;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wish, NULL, NULL);
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, MAX (width, least), height }, -1);
}

/* What is left when each has the width it likes, shared by those that have use for it. */
static int
get_share (VtPages *self, int width)
{
  int left = width, n = 0;

  for (guint i = 0; i < self->leaves->len; i++)
    if (get_leaf (self, i)->is_shown)
      {
        left -= get_wish (get_leaf (self, i)) + SEPARATOR;
        n += get_leaf (self, i)->row->grows;
      }
  return n > 0 ? MAX (left, 0) / n : 0;
}

static void
place_leaf (VtPages *self, const Leaf *leaf, int x, int width, int height)
{
  const int tabs = get_tabs_height (self, self->width), h = MAX (height - tabs, 1);
  const int left = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? self->width - x - width : x;

  gtk_widget_set_child_visible (GTK_WIDGET (leaf->page), leaf->is_shown);
  gtk_widget_set_child_visible (leaf->separator, leaf->is_shown && x > 0);
  if (!leaf->is_shown)
    return;
  if (x > 0)
    place (leaf->separator, left == x ? x - SEPARATOR : left + width, tabs + 4, SEPARATOR, MAX (h - 12, 1));
  place (GTK_WIDGET (leaf->page), left, tabs, width, h);
}

static void
vt_pages_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VtPages *self = VT_PAGES (widget);
  guint last = 0;
  int x = 0, share;

  if (width != self->width && self->settle_id == 0)
    self->settle_id = g_idle_add (settle_cb, self);
  self->width = width;
  fit (self, width);
  share = get_share (self, width);
  place (self->bar, 0, 0, width, get_tabs_height (self, width));
  for (guint i = 0; i < self->leaves->len; i++)
    if (get_leaf (self, i)->is_shown)
      last = i;
  for (guint i = 0; i < self->leaves->len; i++)
    {
      const Leaf *leaf = get_leaf (self, i);
      const int wide = i == last ? width - x : get_wish (leaf) + (leaf->row->grows ? share : 0);

      place_leaf (self, leaf, x, wide, height);
      if (leaf->is_shown)
        x += wide + SEPARATOR;
    }
}

static void
vt_pages_dispose (GObject *object)
{
  VtPages *self = VT_PAGES (object);
  GtkWidget *child;

  g_clear_handle_id (&self->settle_id, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  if (self->colours != NULL)
    gtk_style_context_remove_provider_for_display (gtk_widget_get_display (GTK_WIDGET (self)), GTK_STYLE_PROVIDER (self->colours));
  g_clear_object (&self->colours);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vt_pages_parent_class)->dispose (object);
}

static void
vt_pages_finalize (GObject *object)
{
  g_clear_pointer (&VT_PAGES (object)->open, g_ptr_array_unref);
  g_clear_pointer (&VT_PAGES (object)->hidden, g_free);
  g_clear_pointer (&VT_PAGES (object)->leaves, g_array_unref);
  G_OBJECT_CLASS (vt_pages_parent_class)->finalize (object);
}

static void
vt_pages_class_init (VtPagesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vt_pages_dispose;
  object_class->finalize = vt_pages_finalize;
  widget_class->realize = vt_pages_realize;
  widget_class->get_request_mode = vt_pages_get_request_mode;
  widget_class->measure = vt_pages_measure;
  widget_class->size_allocate = vt_pages_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "vtpages");
}

/* The window gives the pages its whole height. */
static GtkWidget *
make_expander (void)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), "view-fullscreen-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.expand-pages");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "vt-option");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Give the pages the whole height"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Expand pages"), -1);
  return button;
}

static void
vt_pages_init (VtPages *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->leaves = g_array_sized_new (FALSE, TRUE, sizeof (Leaf), G_N_ELEMENTS (rows));   /* leaves are known by address */
  self->open = g_ptr_array_new ();
  self->width = GUESSED_WIDTH;
  self->bar = vt_rows_new (12, 4);
  self->tabs = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_TAB_LIST, "valign", GTK_ALIGN_CENTER, NULL);
  self->options = g_object_new (GTK_TYPE_BOX, "spacing", 8, "valign", GTK_ALIGN_CENTER, NULL);
  self->ends = g_object_new (GTK_TYPE_BOX, "spacing", 8, "halign", GTK_ALIGN_END, "hexpand", TRUE, NULL);
  self->colours = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (GTK_WIDGET (self)), GTK_STYLE_PROVIDER (self->colours),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_widget_add_css_class (self->tabs, "vt-tabs");
  gtk_widget_set_margin_start (self->bar, 16);
  gtk_widget_set_margin_end (self->bar, 16);
  vt_rows_append (VT_ROWS (self->bar), self->tabs);
  gtk_box_append (GTK_BOX (self->ends), self->options);
  gtk_box_append (GTK_BOX (self->ends), make_expander ());
  vt_rows_append (VT_ROWS (self->bar), self->ends);
  vt_look_follow (GTK_WIDGET (self));
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->tabs), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pages"), -1);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (tabs_key_cb), self);
  gtk_widget_add_controller (self->tabs, keys);
}

static void
add_leaf (VtPages *self, const VtPageRow *row)
{
  Leaf leaf = { .row = row, .page = vt_page_new (row, self->session) };
  GtkGesture *press = gtk_gesture_click_new ();

  leaf.tab = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_TAB, "label", nn_text (row->title), NULL);
  gtk_widget_set_focus_on_click (leaf.tab, FALSE);   /* Space goes on meaning Train */
  g_signal_connect (leaf.tab, "clicked", G_CALLBACK (tab_cb), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect (press, "pressed", G_CALLBACK (tab_pressed_cb), self);
  gtk_widget_add_controller (leaf.tab, GTK_EVENT_CONTROLLER (press));
  gtk_box_append (GTK_BOX (self->tabs), leaf.tab);
  leaf.separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  gtk_box_append (GTK_BOX (self->options), vt_page_options (leaf.page));
  gtk_widget_set_parent (GTK_WIDGET (leaf.page), GTK_WIDGET (self));
  gtk_widget_set_parent (leaf.separator, GTK_WIDGET (self));
  g_array_append_val (self->leaves, leaf);
}

GtkWidget *
vt_pages_new (VtSession *session)
{
  VtPages *self = g_object_new (VT_TYPE_PAGES, NULL);

  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    add_leaf (self, rows[i]);
  g_ptr_array_add (self->open, get_leaf (self, 0));
  vt_pages_set_theme (self, &vt_theme_light);
  g_signal_connect_object (session, "network", G_CALLBACK (data_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "data", G_CALLBACK (data_cb), self, G_CONNECT_SWAPPED);
  data_cb (self);
  arrange (self);
  return GTK_WIDGET (self);
}

static void
append_colour (GString *css, const char *selector, const char *property, const VtColour *colour)
{
  const GdkRGBA rgba = { (float) colour->r, (float) colour->g, (float) colour->b, (float) colour->a };
  g_autofree char *text = gdk_rgba_to_string (&rgba);

  g_string_append_printf (css, "vtpages %s { %s: %s; }\n", selector, property, text);
}

static void
load_colours (VtPages *self, const VtTheme *theme)
{
  g_autoptr (GString) css = g_string_new (
    "vtpages .vt-tabs { border-radius: 15px; padding: 3px; }\n"
    "vtpages .vt-tabs button { border-radius: 12px; padding: 1px 8px; min-height: 22px; font-weight: normal;"
    " border: none; box-shadow: none; background: none; }\n"
    "vtpages .vt-tabs button:checked { font-weight: bold; }\n"
    "vtpages .vt-picture:focus-visible { outline-width: 2px; outline-style: dashed; outline-offset: -4px; }\n"
    "vtpages .vt-heading { font-weight: bold; }\n"
    "vtpages .vt-note { font-size: 0.9em; }\n"
    "vtpages .vt-tool { font-size: 0.9em; padding: 0; min-height: 22px; }\n"
    "vtpages .vt-place { min-height: 26px; font-size: 0.9em; }\n"
    "vtpages .vt-place text { min-height: 26px; }\n"
    "vtpages .vt-choice, vtpages .vt-choice button { min-height: 26px; font-weight: normal; }\n"
    "vtpages .vt-choice > button { padding: 0 8px; }\n"
    "vtpages .vt-option { border-radius: 8px; padding: 1px 12px; min-height: 26px; font-weight: normal;"
    " border-width: 1px; border-style: solid; }\n");

  append_colour (css, ".vt-tabs", "background-color", &theme->field);
  append_colour (css, ".vt-tabs button", "color", &theme->dim);
  append_colour (css, ".vt-tabs button:disabled", "color", &theme->faint);
  append_colour (css, ".vt-tabs button:checked", "color", &theme->text);
  append_colour (css, ".vt-tabs button:checked", "background-color", &theme->card);
  append_colour (css, ".vt-option", "color", &theme->text);
  append_colour (css, ".vt-option", "border-color", &theme->border);
  append_colour (css, ".vt-option:disabled", "color", &theme->faint);
  append_colour (css, ".vt-option:checked", "color", &theme->text);
  append_colour (css, ".vt-option:checked", "background-color", &theme->field);
  append_colour (css, ".vt-picture:focus-visible", "outline-color", &theme->accent);
  append_colour (css, ".vt-heading", "color", &theme->text);
  append_colour (css, ".vt-note", "color", &theme->dim);
  append_colour (css, "separator", "background-color", &theme->border);
  gtk_css_provider_load_from_data (self->colours, css->str, -1);
}

void
vt_pages_toggle (VtPages *self, guint i)
{
  if (i < self->leaves->len && gtk_widget_get_sensitive (get_leaf (self, i)->tab) && gtk_widget_get_visible (get_leaf (self, i)->tab))
    toggle_leaf (self, get_leaf (self, i));
}

void
vt_pages_mark (VtPages *self, double epoch)
{
  for (guint i = 0; i < self->leaves->len; i++)
    if (VT_IS_CURVES_PAGE (get_leaf (self, i)->page))
      vt_curves_page_mark (VT_CURVES_PAGE (get_leaf (self, i)->page), epoch);
}

void
vt_pages_set_theme (VtPages *self, const VtTheme *theme)
{
  load_colours (self, theme);
  for (guint i = 0; i < self->leaves->len; i++)
    vt_page_set_theme (get_leaf (self, i)->page, theme);
}
