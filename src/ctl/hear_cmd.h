/*
 * `accueilctl hear`: what the assistant understands of a sentence, module by
 * module. For whoever wonders why a caller was asked again.
 */
#ifndef ACCUEIL_CTL_HEAR_CMD_H
#define ACCUEIL_CTL_HEAR_CMD_H

/*
 * hear_cmd(argc, argv):
 *
 *   hear [--json] [--now ISO] [--offer "vendredi 14:00|lundi 09:00"] [TEXT...]
 *
 * Hear TEXT, its words joined by spaces, or one sentence a line of standard
 * input. argv[0] is "hear". --now is a civil time as written, its offset
 * aside; else the present in Europe/Paris. --offer: the slots to choose from,
 * each a weekday or a date (YYYY-MM-DD) and an hour.
 * With --json one object a line: phone, email and name {value, sure}, where
 * value is null when nothing is known and sure is false for "ask again";
 * yesno (yes, no, unsure or null); intent; when (an object, or null); choice
 * (1 to n, 0 for none of them, "unsure", or null).
 * Returns the exit code: 0; 2 on misuse, with the usage on standard error; 1
 * when the output could not be written.
 */
int hear_cmd(int argc, char **argv);

#endif
