/* Text in columns, and paragraphs, for people: never wider than VT_TEXT_WIDTH characters where it can be helped. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VT_TEXT_WIDTH 100

typedef struct _VtTable VtTable;

VtTable *vt_table_new   (const char *columns);   /* (transfer full) a letter each: l left, r right, w left and wrapped (the last one only) */
void     vt_table_free  (VtTable *table);
void     vt_table_row   (VtTable *table, ...) G_GNUC_NULL_TERMINATED;   /* a string each; fewer leave the rest empty */
void     vt_table_print (VtTable *table, guint indent);                 /* on standard output */

char    *vt_wrap            (const char *text, guint indent);   /* (transfer full) keeps the text's own line breaks; the first line is not indented */
void     vt_print_paragraph (const char *text, guint indent);   /* wrapped, on standard output */

char    *vt_percent_text (double share);             /* (transfer full) "93.8 %"; "–" for NaN */
char    *vt_flops_text   (double flops);             /* (transfer full) "2 571", "0.203 M" */
char    *vt_real_text    (double number);            /* (transfer full) four significant digits; "–" for NaN */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtTable, vt_table_free)

G_END_DECLS
