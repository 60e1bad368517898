#include "vt-pad.h"

#include "picture.h"

struct _VtPad
{
  cairo_surface_t *ink;   /* A8 */
  gboolean is_empty;
};

VtPad *
vt_pad_new (void)
{
  VtPad *pad = g_new0 (VtPad, 1);

  pad->ink = cairo_image_surface_create (CAIRO_FORMAT_A8, VT_PAD_SIZE, VT_PAD_SIZE);
  pad->is_empty = TRUE;
  return pad;
}

void
vt_pad_free (VtPad *pad)
{
  if (pad == NULL)
    return;
  cairo_surface_destroy (pad->ink);
  g_free (pad);
}

void
vt_pad_clear (VtPad *pad)
{
  cairo_t *cr = cairo_create (pad->ink);

  cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
  cairo_paint (cr);
  cairo_destroy (cr);
  pad->is_empty = TRUE;
}

gboolean
vt_pad_is_empty (const VtPad *pad)
{
  return pad->is_empty;
}

void
vt_pad_stroke (VtPad *pad, double x0, double y0, double x1, double y1, double width)
{
  cairo_t *cr = cairo_create (pad->ink);

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, width);
  cairo_move_to (cr, x0, y0);
  cairo_line_to (cr, x1, y1);
  cairo_stroke (cr);
  cairo_destroy (cr);
  pad->is_empty = FALSE;
}

cairo_surface_t *
vt_pad_ink (VtPad *pad)
{
  return pad->ink;
}

void
vt_pad_see (VtPad *pad, const NnShape *shape, float *out)
{
  g_autofree float *ink = g_new (float, VT_PAD_SIZE * VT_PAD_SIZE);
  const int stride = cairo_image_surface_get_stride (pad->ink);
  const guint8 *pixels;

  cairo_surface_flush (pad->ink);
  pixels = cairo_image_surface_get_data (pad->ink);
  for (int y = 0; y < VT_PAD_SIZE; y++)
    for (int x = 0; x < VT_PAD_SIZE; x++)
      ink[y * VT_PAD_SIZE + x] = pixels[y * stride + x] / 255.0f;
  nn_picture_from_ink (ink, VT_PAD_SIZE, VT_PAD_SIZE, shape, out);
}
