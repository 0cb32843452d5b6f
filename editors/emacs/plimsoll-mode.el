;;; plimsoll-mode.el --- Plimsoll policies -*- lexical-binding: t -*-

;; Version: 1.0.0
;; Package-Requires: ((emacs "26.1"))
;; Keywords: languages
;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; Highlighting, indentation, and layout by "plimsoll fmt" (C-c C-f) of files *.plim.

;;; Code:

(defgroup plimsoll nil "Plimsoll policies." :group 'languages)

(defcustom plimsoll-program "plimsoll" "The program plimsoll." :type 'string)

(defconst plimsoll-statements
  '("policy" "facts" "use" "summary" "param" "define" "rule" "root" "record" "extend" "import" "waive" "test"
    "severity" "when" "let" "require" "message" "remedy" "see" "tag" "given" "with" "expect"))

(defconst plimsoll-operators
  '("if" "then" "else" "for" "has" "every" "some" "no" "not" "where" "in" "matches" "like" "or" "and" "default"
    "mod"))

(defconst plimsoll-constants '("true" "false"))

(defconst plimsoll-functions
  '("abs" "floor" "ceil" "round" "lower" "upper" "length" "starts_with" "ends_with" "contains" "trim" "split" "join"
    "part" "capture" "replace" "missing" "distinct" "largest" "packs" "same_elements" "ascending" "unique" "version"
    "major" "in_network" "hour" "weekday" "number" "text" "count" "sum" "min" "max" "avg" "known"))

(defconst plimsoll-types
  '("bool" "int" "number" "text" "time" "version" "bytes" "duration" "frequency" "bandwidth"))

(defconst plimsoll-units
  '("B" "KB" "kB" "MB" "GB" "TB" "PB" "EB" "KiB" "MiB" "GiB" "TiB" "PiB" "EiB" "bit" "Kbit" "kbit" "Mbit" "Gbit"
    "ns" "us" "ms" "s" "min" "h" "d" "Hz" "KHz" "kHz" "MHz" "GHz"))

;; Words that are names elsewhere: what stands beside them tells.
(defconst plimsoll-contextual
  '("\\_<\\(version\\)[ \t]+[\"']"
    "\\_<\\(\\(?:min\\|max\\|margin\\)\\)[ \t]+-?[ \t]*[0-9]"
    "\\_<\\(plan\\)[ \t]+[a-z_0-9]+[ \t]*:"
    "\\_<\\(reasons\\|answers\\|origins\\)[ \t]+in\\_>"
    "\\_<\\(mandatory\\)[ \t]*\\(?:#\\|$\\)"
    "\\_<\\(until\\|at\\)[ \t]+[0-9]"
    "\\_<\\(because\\|approved\\|case\\)[ \t]+[\"']"
    "\\_<\\(even[ \t]+if[ \t]+unknown\\)\\_>"
    "\\_<\\(expect[ \t]+\\(?:\\(?:run[ \t]+\\)?\\(?:pass\\|fail\\|unknown\\|skip\\|waived\\)\\|value\\)\\)\\_>"
    "\\_<\\(\\(?:one\\|list\\)[ \t]+of\\)\\_>"
    "\\_<\\(for[ \t]+each\\)\\_>"))

(defun plimsoll-match-before-name (limit)
  "Find set, skip and the like before a name, up to LIMIT."
  (let (found)
    (while (and (not found)
                (re-search-forward
                 "\\_<\\(set\\|skip\\|without\\|missing\\|key\\)[ \t]+\\([a-z_][a-z_0-9]*\\)" limit t))
      (goto-char (match-beginning 2))
      (setq found (save-match-data
                    (not (member (match-string 2)
                                 (append plimsoll-statements plimsoll-operators plimsoll-constants))))))
    found))

(defconst plimsoll-font-lock-keywords
  `(("\\(\\_<[a-z_][a-z_0-9]*\\_>\\)[ \t]*:" 1 'font-lock-variable-name-face)
    ("\\_<\\(policy\\|facts\\|import\\|waive\\|rule\\|define\\|record\\|root\\|param\\|let\\)[ \t]+\\([a-z_][a-z_0-9]*\\(?:\\.[a-z_0-9]+\\)*\\)"
     (1 font-lock-keyword-face) (2 font-lock-function-name-face))
    ("\\.\\([a-z_][a-z_0-9]*\\)\\_>" 1 'default)
    (,(concat "\\(?::\\|\\_<list[ \t]+of\\)[ \t]*\\(" (regexp-opt plimsoll-types) "\\)\\_>\\(?:[^(.]\\|$\\)")
     1 font-lock-type-face)
    (,(concat "\\_<\\(" (regexp-opt plimsoll-functions) "\\)(") 1 font-lock-builtin-face)
    (,(concat "\\_<[0-9]+\\(?:\\.[0-9]+\\)?[ \t]*\\(" (regexp-opt plimsoll-units) "\\(?:/s\\)?\\)\\_>")
     1 font-lock-type-face)
    ("\\_<[0-9]\\{4\\}-[0-9]+-[0-9]+\\(?:T[0-9:.]+\\(?:Z\\|[-+][0-9:]+\\)?\\)?" . font-lock-constant-face)
    ("\\_<[0-9]+\\(?:\\.[0-9]+\\)?%?" . font-lock-constant-face)
    ("\\_<severity[ \t]+\\(error\\|warning\\|info\\)\\_>" 1 font-lock-constant-face)
    (plimsoll-match-before-name 1 font-lock-keyword-face)
    ,@(mapcar (lambda (pattern) (list pattern 1 'font-lock-keyword-face)) plimsoll-contextual)
    (,(regexp-opt (append plimsoll-statements plimsoll-operators) 'symbols) . font-lock-keyword-face)
    (,(regexp-opt plimsoll-constants 'symbols) . font-lock-constant-face)
    ;; In the texts of three statements, expressions stand in braces.
    ("\\_<\\(?:summary\\|message\\|remedy\\)\\_>[ \t]+\""
     ("{[^{}\n]*}" nil nil (0 font-lock-variable-name-face prepend)))))

(defvar plimsoll-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?# "<" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?' "\"" table)
    (modify-syntax-entry ?_ "_" table)
    (dolist (sign '(?+ ?- ?* ?/ ?< ?> ?= ?% ?.))
      (modify-syntax-entry sign "." table))
    table))

(defconst plimsoll-syntax-propertize
  ;; A backslash is itself in '…', which ends on its line.
  (syntax-propertize-rules
   ("'[^'\n]*\\(\\\\\\)'" (1 (if (eq (nth 3 (save-excursion (syntax-ppss (match-beginning 0)))) nil)
                                 (string-to-syntax "."))))))

(defun plimsoll-indent-line ()
  "Indent by the brackets that are open, and a message below its require."
  (interactive)
  (let* ((depth (save-excursion
                  (back-to-indentation)
                  (let ((open (nth 9 (syntax-ppss (line-beginning-position)))))
                    (+ (length (delete-dups (mapcar #'line-number-at-pos open)))
                       (if (looking-at "[])}]") -1 0)
                       (if (looking-at "message\\_>") 1 0)))))
         (column (* 4 (max depth 0))))
    (if (<= (current-column) (current-indentation))
        (indent-line-to column)
      (save-excursion (indent-line-to column)))))

(defun plimsoll-format-buffer ()
  "Lay the buffer out as all policies are."
  (interactive)
  (let ((out (generate-new-buffer " *plimsoll fmt*")) (text (current-buffer)))
    (unwind-protect
        (if (eq 0 (call-process-region nil nil plimsoll-program nil out nil "fmt" "-"))
            (replace-buffer-contents out)
          (message "%s" (with-current-buffer out (buffer-string)))
          (pop-to-buffer text))
      (kill-buffer out))))

(defvar plimsoll-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "C-c C-f") #'plimsoll-format-buffer)
    map))

;;;###autoload
(define-derived-mode plimsoll-mode prog-mode "Plimsoll"
  "Policies, fact models, settings, waivers and tests of Plimsoll."
  (setq-local comment-start "# ")
  (setq-local comment-start-skip "#+[ \t]*")
  (setq-local indent-line-function #'plimsoll-indent-line)
  (setq-local indent-tabs-mode nil)
  (setq-local syntax-propertize-function plimsoll-syntax-propertize)
  (setq-local font-lock-defaults '(plimsoll-font-lock-keywords)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.plim\\'" . plimsoll-mode))

(provide 'plimsoll-mode)
;;; plimsoll-mode.el ends here
