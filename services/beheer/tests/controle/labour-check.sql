-- The toets of the agreement.
INSERT INTO verstrekker_toegang VALUES
    ('0000000a-0000-7000-8000-000000000001', '00000099000000000100', NULL, NULL),
    ('0000000a-0000-7000-8000-000000000001', '00000099000000000200', '2026-01-01', '2026-12-31');
INSERT INTO toets (id, zorgovereenkomst_id, overeenkomst_versie, verstrekkers, kennisdatum, uitkomst, feiten,
    bevindingen, vastgelegd_op) VALUES
    ('00000081-0000-7000-8000-000000000001', '00000010-0000-7000-8000-000000000001', 1,
     ARRAY['0000000a-0000-7000-8000-000000000001'::uuid], '2026-01-01', 'akkoordMetWaarschuwing', '{}', '[]', now());
