;;; Drives `casebook lsp' with Eglot (1.9 or newer), in batch mode:  -*- lexical-binding: t -*-
;;;   CASEBOOK=casebook COLLECTION=folder emacs --batch -l eglot.el
;;; Prints a line for each thing that works, and ends with 1 at the first that does not.

(require 'eglot)
(require 'flymake)
(setq eglot-sync-connect 30
      eglot-connect-timeout 30
      eglot-autoshutdown nil
      make-backup-files nil
      create-lockfiles nil
      auto-save-default nil)
;; Nobody is there to answer.
(fset 'y-or-n-p (lambda (&rest _) t))

(defconst casebook (getenv "CASEBOOK"))
(defconst root (file-name-as-directory (getenv "COLLECTION")))

(defun check (what found)
  (unless found
    (princ (format "FAILED %s\n" what))
    (kill-emacs 1))
  (princ (format "ok %s\n" what)))

(defun await (what condition)
  (let ((end (+ (float-time) 20)) found)
    (while (and (not (setq found (funcall condition))) (< (float-time) end))
;; Timers that wait for an idle user do not run here.
      (when (eglot-managed-p) (eglot--signal-textDocument/didChange))
      (accept-process-output nil 0.02)
      (flymake-start))
    (check what found)))

(defun go (words)
  (goto-char (point-min))
  (search-forward words)
  (goto-char (match-beginning 0)))

(defun text-of (path)
  (with-current-buffer (find-file-noselect (concat root path))
    (buffer-substring-no-properties (point-min) (point-max))))

(defun contains (words text) (string-match-p (regexp-quote words) text))

(defun open (path)
  (find-file (concat root path))
  (conf-toml-mode))

(defun diagnostics ()
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(open "victims/test-ann.toml")
(eglot (list (quote conf-toml-mode)) (cons 'transient root) 'eglot-lsp-server (list casebook "lsp") "toml")
(check "Eglot manages the buffer" (eglot-managed-p))
(await "diagnostics appear"
       (lambda () (seq-some (lambda (text) (contains "femal" text)) (diagnostics))))

(go "femal")
(let ((fix (seq-find (lambda (action) (contains "female" (plist-get action :title)))
                     (eglot-code-actions (point) (+ (point) 5) "quickfix"))))
  (check "a fix is offered" fix)
  (eglot--apply-workspace-edit (plist-get fix :edit)))
(check "a fix is applied" (contains "gender = \"female\"\n" (buffer-string)))
(await "its diagnostic goes"
       (lambda () (not (seq-some (lambda (text) (contains "femal" text)) (diagnostics)))))

(defun complete (line word)
  "Types LINE as the third, has the completion with WORD put in, and returns the line."
  (goto-char (point-min))
  (forward-line 2)
  (delete-region (point) (line-end-position))
  (insert line)
  (let* ((found (eglot-completion-at-point))
         (typed (buffer-substring-no-properties (nth 0 found) (point)))
         (chosen (seq-find (lambda (one) (contains word one))
                           (all-completions typed (nth 2 found)))))
    (if (not chosen)
        "nothing"
      (delete-region (nth 0 found) (nth 1 found))
      (insert chosen)
      (funcall (plist-get (nthcdr 3 found) :exit-function) chosen 'finished)
      (buffer-substring-no-properties (line-beginning-position) (line-end-position)))))

(dolist (case '(("citiz" "citizenship" "citizenship = ")
                ("exploitation_place = \"test-t" "test-town" "exploitation_place = \"test-town\"")
                ("means_of_control = [\"restr" "restricts_movement" "means_of_control = [\"restricts_movement\"")
                ("home = 'test-t" "test-town" "home = 'test-town'")))
  (let ((made (complete (nth 0 case) (nth 1 case))))
    (check (format "completion makes %s into %s" (nth 0 case) made) (string-prefix-p (nth 2 case) made))))
(complete "exploitation_place = \"test-t" "test-town")

(go "test-town")
(eglot-rename "test-city")
(check "rename changes the text that is open" (contains "\"test-city\"" (buffer-string)))
(check "rename changes files that are not open"
       (and (contains "'test-city'" (text-of "victims/test-bo.toml"))
            (contains "[test-city]" (text-of "places.toml"))))

(go "age")
(let ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams))))
  (check "hover says what a field means" (contains "years" (format "%s" hover))))

(let ((process (jsonrpc--process (eglot-current-server))))
  (eglot-shutdown (eglot-current-server))
  (check "the server ends" (not (process-live-p process))))
(kill-emacs 0)
