#include <cairo.h>
#include <math.h>
#include <stdio.h>

#include "command.h"
#include "generate.h"
#include "json-line.h"
#include "text.h"
#include "translate.h"
#include "work.h"
#include "write-text.h"

#define MOST_MADE 10000
#define MADE 16          /* where nothing is said; of a text so many characters: */
#define WRITTEN 300
#define FREELY 0.8       /* the temperature of a text that goes on; a translation is to be right: */
#define STRICTLY 0
#define UNSAID -1
#define GAP 2            /* dots between two pictures */

static guint
grey_of (double number, const NnField *field)
{
  const double share = (number - field->low) / (field->high - field->low);

  return CLAMP (share, 0, 1) * 255 + 0.5;
}

/* Grey, or red, green and blue. */
static guint32
colour_of (const float *dot, const NnField *field)
{
  const gint64 channels = field->shape.dim[2];
  guint part[3];

  for (gint64 c = 0; c < 3; c++)
    part[c] = grey_of (dot[MIN (c, channels - 1)], field);
  return part[0] << 16 | part[1] << 8 | part[2];
}

static void
draw_picture (cairo_surface_t *sheet, const float *numbers, const NnField *field, gint64 left, gint64 top)
{
  const gint64 height = field->shape.dim[0], width = field->shape.dim[1], channels = field->shape.dim[2];
  guchar *dots = cairo_image_surface_get_data (sheet);
  const gint64 stride = cairo_image_surface_get_stride (sheet);

  for (gint64 y = 0; y < height; y++)
    for (gint64 x = 0; x < width; x++)
      ((guint32 *) (dots + (top + y) * stride))[left + x] = colour_of (numbers + (y * width + x) * channels, field);
}

/* All pictures on one sheet, as square as it comes. */
static gboolean
write_sheet (const float *numbers, gsize n, const NnField *field, const char *path, GError **error)
{
  const gint64 height = field->shape.dim[0] + GAP, width = field->shape.dim[1] + GAP;
  const gint64 across = ceil (sqrt (n)), down = (n + across - 1) / across;
  cairo_surface_t *sheet =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, across * width + GAP, down * height + GAP);
  cairo_status_t status = cairo_surface_status (sheet);

  if (status == CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_flush (sheet);
      for (gsize i = 0; i < n; i++)
        draw_picture (sheet, numbers + i * nn_shape_size (&field->shape), field, i % across * width + GAP,
                      i / across * height + GAP);
      cairo_surface_mark_dirty (sheet);
      status = cairo_surface_write_to_png (sheet, path);
    }
  cairo_surface_destroy (sheet);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("%s cannot be written: %s."), path,
               cairo_status_to_string (status));
  return FALSE;
}

static void
print_numbers (const float *numbers, gsize n, gsize size, gboolean json)
{
  for (gsize i = 0; i < n; i++)
    if (json)
      {
        GString *line = vt_json_new ();

        vt_json_floats (line, "values", numbers + i * size, size);
        vt_json_print (line, stdout);
      }
    else
      for (gsize k = 0; k < size; k++)
        printf ("%.4g%s", numbers[i * size + k], k + 1 < size ? " " : "\n");
}

static gboolean
hand_out (const float *numbers, gsize n, const NnField *field, const char *path, gboolean json, GError **error)
{
  if (path == NULL)
    {
      print_numbers (numbers, n, nn_shape_size (&field->shape), json);
      return TRUE;
    }
  if (field->kind == NN_FIELD_IMAGE)
    return write_sheet (numbers, n, field, path, error);
  g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT,
               _("%s: only pictures are written to a file; leave -o out to see the numbers."), path);
  return FALSE;
}

/* New examples, out of noise. */
static gboolean
make_examples (const VtWork *work, const NnGenerateOptions *options, gsize count, const char *path, gboolean json,
               GError **error)
{
  const NnField *field = nn_first_input (nn_dataset_info (work->dataset));
  g_autofree float *made = g_new (float, count * nn_shape_size (&field->shape));

  if (!nn_generate (work->trainer, options, count, made, error))
    return FALSE;
  if (!work->trained && !json)
    printf ("%s\n", _("This document has no trained weights: what it makes is noise."));
  return hand_out (made, count, field, path, json, error);
}

static gboolean
translate (const VtWork *work, const NnWriting *writing, const char *prompt, const char *path, gboolean json, GError **error)
{
  if (prompt == NULL)
    {
      vt_usage_error (error, _("This network translates: say with --prompt what."));
      return FALSE;
    }
  if (!work->trained && !json)
    printf ("%s\n", _("This document has no trained weights: what it writes is noise."));
  return vt_write_translation (work, writing, prompt, path, json, error);
}

static gboolean
check_options (int count, int steps, gint64 seed, const VtTextOptions *text, int top_k, GError **error)
{
  const NnDrawing *drawing = &text->writing.drawing;

  if ((count < 1 && count != UNSAID) || count > MOST_MADE || steps < 0 || seed < 0)
    vt_usage_error (error, _("--count goes from 1 to %d, and --steps and --seed are not negative."), MOST_MADE);
  else if (drawing->temperature < 0 || drawing->temperature > 100 || top_k < 0 ||
           !(drawing->top_p > 0 && drawing->top_p <= 1))
    vt_usage_error (error, _("--temperature goes from 0 to 100, --top-p from above 0 to 1, and --top-k is not negative."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
run (const VtCommand *command, int argc, char **argv, GError **error)
{
  g_autofree char *data = NULL, *path = NULL, *prompt = NULL;
  int count = UNSAID, steps = 0, top_k = 0;
  gint64 seed = 1;
  gboolean json = FALSE;
  VtTextOptions text = { .writing.drawing = { .temperature = NAN, .top_p = 1 } };
  NnDrawing *drawing = &text.writing.drawing;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, N_("Put the pictures on a sheet in this PNG file, or the text in this file"), N_("FILE") },
    { "count", 0, 0, G_OPTION_ARG_INT, &count, N_("How many to make (16), or characters to write (300)"), "N" },
    { "prompt", 0, 0, G_OPTION_ARG_STRING, &prompt, N_("What the text begins with, or the text to be translated"), N_("TEXT") },
    { "temperature", 0, 0, G_OPTION_ARG_DOUBLE, &drawing->temperature, N_("How freely to write (0.8; to translate, 0): 0 always takes the likeliest"), "T" },
    { "top-k", 0, 0, G_OPTION_ARG_INT, &top_k, N_("Choose among the K likeliest only"), "K" },
    { "top-p", 0, 0, G_OPTION_ARG_DOUBLE, &drawing->top_p, N_("Choose among the likeliest that have this much together (1)"), "P" },
    { "steps", 0, 0, G_OPTION_ARG_INT, &steps, N_("Of a diffusion: in so many steps, without fresh noise (DDIM)"), "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_("Another seed makes others (1)"), "N" },
    { "data", 0, 0, G_OPTION_ARG_STRING, &data, N_("Data of the same shape instead of the document's"), N_("SPEC") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("One JSON object for each"), NULL },
    { NULL },
  };
  g_auto (VtWork) work = { 0 };

  if (!vt_command_parse (command, entries, &argc, &argv, 1, 1, error) || !check_options (count, steps, seed, &text, top_k, error))
    return FALSE;
  if (!vt_work_open (&work, argv[1], &(VtChoices) { .data = data, .seed = -1 }, error))
    return FALSE;
  text.writing.seed = seed;
  drawing->top_k = top_k;
  if (isnan (drawing->temperature))
    drawing->temperature = nn_translates (work.trainer) != NULL ? STRICTLY : FREELY;
  if (nn_translates (work.trainer) != NULL)
    return translate (&work, &text.writing, prompt, path, json, error);
  if (nn_writes (work.trainer) == NULL)
    return make_examples (&work, &(NnGenerateOptions) { .seed = seed, .steps = steps }, count != UNSAID ? count : MADE, path, json,
                          error);
  if (!work.trained && !json)
    printf ("%s\n", _("This document has no trained weights: what it writes is noise."));
  text.prompt = prompt != NULL ? prompt : "";
  text.count = count != UNSAID ? count : WRITTEN;
  text.path = path;
  text.json = json;
  return vt_write_text (&work, &text, error);
}

const VtCommand vt_command_generate = {
  .name = "generate",
  .usage = N_("DOC [--prompt TEXT] [--count N] [--temperature T] [--data SPEC] [-o FILE] [--json]"),
  .blurb = N_("Let a trained network write on, or make new examples out of noise."),
  .help = N_("A network that continues a text writes on from the prompt, and one that translates translates it. Those that reconstruct through a Sampling layer "
             "(variational autoencoders), those whose maker fools a judge and those that take noise "
             "out (diffusion) make new examples: pictures go to a "
             "file with -o; without it the numbers are printed."),
  .run = run,
};
