/**
 * VtJson:
 *
 * One JSON object on one line, written key by key. Numbers are in the C locale, as short as reads back exactly; a number that
 * does not apply (NaN) leaves its key out.
 */
#pragma once

#include <glib.h>
#include <stdio.h>

G_BEGIN_DECLS

GString *vt_json_new    (void);                                              /* (transfer full) */
void     vt_json_text   (GString *json, const char *key, const char *value);
void     vt_json_int    (GString *json, const char *key, gint64 value);
void     vt_json_real   (GString *json, const char *key, double value);
void     vt_json_rounded (GString *json, const char *key, double value, guint digits);   /* digits after the point */

/* Arrays and objects inside: key NULL within an array. */
void     vt_json_open   (GString *json, const char *key, char bracket);      /* '[' or '{' */
void     vt_json_close  (GString *json, char bracket);                       /* ']' or '}' */
void     vt_json_floats (GString *json, const char *key, const float *values, gsize n);

void     vt_json_print  (GString *json, FILE *file);                         /* takes it; at once */

G_END_DECLS
