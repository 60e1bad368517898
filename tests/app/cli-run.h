/* Running the built vitrine-cli from tests. The program is named by the environment variable VITRINE_CLI. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  int status;
  char *out, *err;
} CliResult;

CliResult cli_run        (const char *first, ...) G_GNUC_NULL_TERMINATED;   /* waits for it */
CliResult cli_run_array  (const char *const *arguments);
void      cli_clear      (CliResult *result);

/* Runs it, and fails the test unless it exits with 0 and a silent standard error; (transfer full) its standard output. */
char     *cli_output     (const char *first, ...) G_GNUC_NULL_TERMINATED;

/* Fails the test unless it ended with this status, nothing but one line on standard error, and `words` in it. */
void      cli_assert_fails (const CliResult *result, int status, const char *words);

/* A JSON object a line. (transfer full) array of JsonObject */
GPtrArray *cli_parse_lines (const char *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliResult, cli_clear)

G_END_DECLS
