#include "vt-train-bar.h"

#include <adwaita.h>
#include <math.h>

#include "text.h"
#include "vt-live-values.h"
#include "vt-log-slider.h"
#include "vt-rate-finder.h"
#include "vt-rows.h"
#include "vt-tape.h"
#include "vt-text.h"

/* Steps a second: from slow motion up to where nothing holds training back. */
#define SLOWEST 1.0
#define FASTEST 10000.0
#define FLAT_OUT (FASTEST * 1.5) /* the slider's last stretch */
#define FIRST_SPEED 1000.0       /* small networks learn in front of one's eyes; large ones are not held back */

#define LOWEST_RATE 1e-5
#define HIGHEST_RATE 10.0

struct _VtTrainBar
{
  GtkWidget parent_instance;

  /* Owned. */
  VtSession *session;
  GtkWidget *box; /* the only child; the widgets below are inside */

  GtkWidget *train;
  GtkImage *train_icon;
  GtkLabel *train_label;
  GtkWidget *step, *reset;
  VtLogSlider *speed, *rate;
  GtkWidget *finder; /* of a good rate */
  VtLiveValues *values;
  VtTape *tape;
  gboolean shows_pause;
};

G_DEFINE_FINAL_TYPE (VtTrainBar, vt_train_bar, GTK_TYPE_WIDGET)

/* What is shown */

static void
show_train_button (VtTrainBar *self)
{
  const gboolean running = vt_session_is_running (self->session);
  const char *label = running ? _("Pause") : _("Train");

  if (running == self->shows_pause)
    return;
  self->shows_pause = running;
  gtk_image_set_from_icon_name (self->train_icon,
                                running ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_label_set_label (self->train_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->train), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* The rate as it is now, which a schedule may have moved away from where the slider stands. */
static void
write_rate (VtTrainBar *self)
{
  const NnFrame *frame = vt_session_frame (self->session);
  const double set = nn_settings_get (nn_network_recipe (vt_session_network (self->session)), "learning_rate");
  const gboolean scheduled = vt_session_is_shown (self->session) && frame->step > 0 && fabs (frame->rate - set) > 1e-6 * set;
  g_autofree char *text = vt_number_short (scheduled ? frame->rate : set);
  /* Translators: %s is the learning rate */
  g_autofree char *words = g_strdup_printf (scheduled ? _("%s now, by its schedule") : "%s", text);

  vt_log_slider_write (self->rate, text, words);
}

static gboolean
show_values (gpointer data)
{
  VtTrainBar *self = data;
  const gboolean shown = vt_session_is_shown (self->session);
  const NnSample training = vt_session_training (self->session);

  write_rate (self);
  vt_tape_show (self->tape);
  return vt_live_values_show (self->values, shown ? vt_session_frame (self->session) : NULL, &training);
}

static void
frame_cb (VtTrainBar *self)
{
  show_train_button (self);
}

/* What the document hides. */
static void
hide_parts (VtTrainBar *self)
{
  const NnNetwork *network = vt_session_network (self->session);
  const struct
  {
    const char *control;
    GtkWidget *part;
  } parts[] = {
    { "step", self->step },
    { "reset", self->reset },
    { "speed", GTK_WIDGET (self->speed) },
    { "rate", GTK_WIDGET (self->rate) },
    { "rate", self->finder },
    { "numbers", GTK_WIDGET (self->values) },
    { "tape", GTK_WIDGET (self->tape) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_widget_set_visible (parts[i].part, !nn_network_hides (network, parts[i].control));
}

static void
network_cb (VtTrainBar *self)
{
  const double rate = nn_settings_get (nn_network_recipe (vt_session_network (self->session)), "learning_rate");

  vt_log_slider_set (self->rate, MAX (rate, LOWEST_RATE));
  frame_cb (self);
  show_values (self);
  hide_parts (self);
}

/* What is set */

static void
rate_moved_cb (VtTrainBar *self, double rate, gboolean settled)
{
  if (settled)
    vt_session_seal (self->session);
  else if (!vt_session_edit (self->session, nn_edit_set_recipe ("learning_rate", rate)))
    network_cb (self);
}

static void
set_speed (VtTrainBar *self, double speed)
{
  const gboolean flat_out = speed > FASTEST;
  g_autofree char *count = vt_count (llround (speed));
  g_autofree char *text = flat_out ? g_strdup (_("flat out")) : g_strdup_printf (_("%s/s"), count);
  g_autofree char *words = flat_out ? g_strdup (_("flat out, as fast as the computer can"))
                                    : nn_count_in_words (llround (speed), N_("%s step a second"), N_("%s steps a second"));

  vt_session_set_speed (self->session, flat_out ? 0 : speed);
  vt_log_slider_write (self->speed, text, words);
}

static void
speed_moved_cb (VtTrainBar *self, double speed, gboolean settled)
{
  if (!settled)
    set_speed (self, speed);
}

/* With Shift held the button means another action: told anew by each press of pointer or key. */
static void
choose_reset (VtTrainBar *self, GtkEventController *controller)
{
  const gboolean shift = gtk_event_controller_get_current_event_state (controller) & GDK_SHIFT_MASK;

  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->reset), shift ? "win.reset-new" : "win.reset");
}

static void
reset_pressed_cb (GtkGestureClick *click, int n, double x, double y, VtTrainBar *self)
{
  choose_reset (self, GTK_EVENT_CONTROLLER (click));
}

static gboolean
reset_key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, VtTrainBar *self)
{
  choose_reset (self, GTK_EVENT_CONTROLLER (keys));
  return FALSE;
}

/* Making the widgets */

static void
set_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* A button of the bar keeps the keyboard focus where it was when it is clicked: Space goes on meaning Train. */
static GtkWidget *
make_button (const char *name, const char *action, const char *about)
{
  GtkWidget *button = gtk_button_new ();

  set_name (button, name);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, about);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

/* A button's icon and words are left out of the accessible tree: the button itself has the name. */
static GtkWidget *
make_image (const char *icon)
{
  return g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, "icon-name", icon, NULL);
}

static GtkWidget *
make_words (const char *words)
{
  return g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, "label", words, "xalign", 0.0f,
                       NULL);
}

/* Icon and words where there is room, else the icon alone. */
static GtkWidget *
make_content (const char *icon, const char *words)
{
  GtkWidget *squeezer = adw_squeezer_new ();
  GtkWidget *both = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (both), make_image (icon));
  gtk_box_append (GTK_BOX (both), make_words (words));
  adw_squeezer_set_homogeneous (ADW_SQUEEZER (squeezer), FALSE);
  adw_squeezer_add (ADW_SQUEEZER (squeezer), both);
  adw_squeezer_add (ADW_SQUEEZER (squeezer), make_image (icon));
  return squeezer;
}

static GtkWidget *
make_train (VtTrainBar *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = make_image ("media-playback-start-symbolic");
  GtkWidget *label = make_words (_("Train"));

  self->train = make_button (_("Train"), "win.train", _("Train the network, or pause (Space)"));
  self->train_icon = GTK_IMAGE (icon);
  self->train_label = GTK_LABEL (label);
  gtk_label_set_width_chars (self->train_label, 6); /* Pause needs no more room than Train */
  gtk_widget_add_css_class (self->train, "suggested-action");
  gtk_widget_add_css_class (self->train, "train");
  gtk_widget_set_halign (content, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (content), icon);
  gtk_box_append (GTK_BOX (content), label);
  gtk_button_set_child (GTK_BUTTON (self->train), content);
  return self->train;
}

static GMenuModel *
make_step_sizes (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _("One example"), "win.step-size::example");
  g_menu_append (menu, _("One batch"), "win.step-size::batch");
  g_menu_append (menu, _("One epoch"), "win.step-size::epoch");
  return G_MENU_MODEL (menu);
}

static GtkWidget *
make_step (VtTrainBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *step = make_button (_("Step"), "win.step", _("Train a little (S)"));
  GtkWidget *arrow = gtk_menu_button_new ();
  g_autoptr (GMenuModel) sizes = make_step_sizes ();

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (step), make_content ("media-skip-forward-symbolic", _("Step")));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (arrow), sizes);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (arrow), GTK_ARROW_UP);
  gtk_widget_set_tooltip_text (arrow, _("How much one step is"));
  set_name (arrow, _("Step size"));
  set_name (gtk_widget_get_first_child (arrow), _("Step size"));
  gtk_widget_add_css_class (arrow, "arrow");
  gtk_box_append (GTK_BOX (box), step);
  gtk_box_append (GTK_BOX (box), arrow);
  self->step = box;
  return box;
}

static GtkWidget *
make_reset (VtTrainBar *self)
{
  GtkGesture *press = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->reset = make_button (_("Reset"), "win.reset",
                             _("Start again with the same first weights (Ctrl+R); with Shift, with new ones"));
  gtk_button_set_child (GTK_BUTTON (self->reset), make_content ("view-refresh-symbolic", _("Reset")));
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect (press, "pressed", G_CALLBACK (reset_pressed_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (reset_key_cb), self);
  gtk_widget_add_controller (self->reset, GTK_EVENT_CONTROLLER (press));
  gtk_widget_add_controller (self->reset, keys);
  return self->reset;
}

static GtkWidget *
make_slider (VtLogSlider **slider, const char *name, double min, double max, const char *about)
{
  GtkWidget *widget = vt_log_slider_new (name, min, max);

  *slider = VT_LOG_SLIDER (widget);
  gtk_widget_set_tooltip_text (widget, about);
  return widget;
}

static GtkWidget *
make_rate (VtTrainBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *more = make_button (_("Training settings"), "win.training-settings",
                                 _("Optimiser, batch size and everything else about how it learns (Ctrl+T)"));

  self->finder = vt_rate_finder_new (self->session);
  gtk_button_set_icon_name (GTK_BUTTON (more), "emblem-system-symbolic");
  set_name (more, _("Training settings"));
  gtk_widget_add_css_class (more, "flat");
  gtk_box_append (GTK_BOX (box), make_slider (&self->rate, _("Learning rate"), LOWEST_RATE, HIGHEST_RATE,
                                              _("How far each step moves the weights")));
  gtk_box_append (GTK_BOX (box), self->finder);
  gtk_box_append (GTK_BOX (box), more);
  g_signal_connect_swapped (self->rate, "moved", G_CALLBACK (rate_moved_cb), self);
  return box;
}

static GtkWidget *
make_line (void)
{
  GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_VERTICAL);

  gtk_widget_add_css_class (line, "bar-line");
  return line;
}

static void
fill (VtTrainBar *self)
{
  GtkWidget *values = vt_live_values_new ();
  GtkWidget *tape = vt_tape_new (self->session);
  GtkWidget *const parts[] = {
    make_train (self),
    make_step (self),
    make_reset (self),
    make_line (),
    make_slider (&self->speed, _("Speed"), SLOWEST, FLAT_OUT, _("How many steps a second")),
    make_line (),
    values,
    make_rate (self),
    make_line (),
    tape,
  };

  self->values = VT_LIVE_VALUES (values);
  self->tape = VT_TAPE (tape);
  gtk_widget_set_hexpand (tape, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    vt_rows_append (VT_ROWS (self->box), parts[i]);
  g_signal_connect_swapped (self->speed, "moved", G_CALLBACK (speed_moved_cb), self);
}

static void
vt_train_bar_dispose (GObject *object)
{
  VtTrainBar *self = VT_TRAIN_BAR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  if (self->session != NULL)
    vt_session_unwatch (self->session, self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vt_train_bar_parent_class)->dispose (object);
}

static void
vt_train_bar_class_init (VtTrainBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_train_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "vt-train-bar");
}

static void
vt_train_bar_init (VtTrainBar *self)
{
  self->box = vt_rows_new (10, 0);
  gtk_widget_add_css_class (self->box, "rows");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
vt_train_bar_new (VtSession *session)
{
  VtTrainBar *self = g_object_new (VT_TYPE_TRAIN_BAR, NULL);

  self->session = g_object_ref (session);
  fill (self);
  vt_log_slider_set (self->speed, FIRST_SPEED);
  set_speed (self, FIRST_SPEED);
  g_signal_connect_object (session, "frame", G_CALLBACK (frame_cb), self, G_CONNECT_SWAPPED);
  vt_session_watch (session, self, show_values);
  g_signal_connect_object (session, "network", G_CALLBACK (network_cb), self, G_CONNECT_SWAPPED);
  network_cb (self);
  return GTK_WIDGET (self);
}

void
vt_train_bar_focus (VtTrainBar *self)
{
  gtk_widget_grab_focus (self->train);
}
